package source

import "unicode/utf8"

// Nearest is the word that was most likely meant: the closest at most two changes away, the first of equals; or empty.
func Nearest(found string, words []string) string {
	const most, longestWord = 2, 100
	if len(found) > longestWord {
		return ""
	}
	best, meant := most+1, ""
	for _, w := range words {
		longest := max(utf8.RuneCountInString(found), utf8.RuneCountInString(w))
		if d := distance([]rune(found), []rune(w), most); d < best && d < longest {
			best, meant = d, w
		}
	}
	return meant
}

// distance is how many letters are put in, left out, replaced or swapped with their neighbour to make b of a; beyond
// most it is only known to be larger.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(row[j]+1, last[j+1]+1, last[j]+change)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
