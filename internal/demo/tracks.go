package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"waymark/programme"
	"waymark/record"
)

// track is a way through the exams of its time: a stage is one exam of several.
type track struct {
	// weight is how many of a hundred people took it.
	weight int
	// from and until are when people set out on it.
	from, until record.Date
	stages      [][]string
}

// tracks are the ways that people took, with the life of each exam.
type tracks struct {
	set   *programme.Set
	today record.Date
	all   []track
	total int
}

func way(weight int, from, until, stages string) track {
	t := track{weight: weight, from: day(from), until: day(until)}
	for stage := range strings.FieldsSeq(stages) {
		t.stages = append(t.stages, strings.Split(stage, "/"))
	}
	return t
}

func newTracks(set *programme.Set, today record.Date) *tracks {
	t := &tracks{set: set, today: today, all: []track{
		// On Windows NT 4.0, some of them on to Windows 2000 and further.
		way(12, "1998-02-01", "1999-09-30", "058 067 068 073/064/098 059/028/081 087/088/080 210 215 216 217 219/221 222/224 292 296"),
		// Engineers on Windows 2000, some of whom upgraded.
		way(27, "2000-04-01", "2002-09-30", "210 215 216 217 219/220/221 224/227/228 223/214/244 218 292 296 298/297"),
		// Administrators on Windows 2000, some of whom went on to be engineers on Windows Server 2003.
		way(19, "2002-02-01", "2003-08-31", "210/270 215 218 227/224/228/216 292 293 294 298/297 284/299"),
		// The tracks of Windows Server 2003.
		way(14, "2003-08-20", "2005-03-31", "290 270/210 291 299/284/227/228 293 294"),
		way(18, "2003-08-20", "2004-10-31", "270/210 290 291 293 294 298/297 299/284/285/227/301"),
		// Databases.
		way(10, "2001-02-01", "2004-01-31", "228 229 215 216/305/315 210 218 227"),
	}}
	for _, track := range t.all {
		t.total += track.weight
	}
	return t
}

// pick chooses a track by its weight.
func (t *tracks) pick(random *rand.Rand) *track {
	n := random.IntN(t.total)
	for i := range t.all {
		if n -= t.all[i].weight; n < 0 {
			return &t.all[i]
		}
	}
	return &t.all[0]
}

// career is what a person tried and passed until today: exams of a track in about its order, some at the second try, until they
// gave up or today came.
func (t *tracks) career(random *rand.Rand, i int) []result {
	const (
		giveUp   = 0.035 // after each exam
		fail     = 0.18  // at each try
		fromHall = 18    // days between tries at the least
	)
	way := t.pick(random)
	at := way.from + record.Date(random.IntN(int(way.until-way.from)+1))
	stages := shuffled(random, way.stages)
	var out []result
	for n, stage := range stages {
		code := "70-" + stage[random.IntN(len(stage))]
		fact := t.set.Fact(record.Ref{Kind: record.Exam, ID: "microsoft/" + code})
		if fact == nil {
			continue
		}
		for try := 1; ; try++ {
			at = max(at, fact.First+record.Date(random.IntN(30)))
			if at > t.today || !fact.Obtainable(at) {
				break
			}
			failed := len(out) > 0 && try < 3 && random.Float64() < fail
			out = append(out, mark(random, result{code: code, day: int(at), passed: !failed, reference: fmt.Sprintf("%s-%02d%d", number(i), n+1, try)}))
			at += record.Date(fromHall + random.IntN(70))
			if !failed {
				break
			}
		}
		if random.Float64() < giveUp {
			break
		}
	}
	return out
}

func mark(random *rand.Rand, r result) result {
	r.score = 700 + random.IntN(280)
	if !r.passed {
		r.score = 380 + random.IntN(310)
	}
	return r
}

// shuffled swaps a neighbour here and there: people do not keep to an order.
func shuffled(random *rand.Rand, stages [][]string) [][]string {
	out := append([][]string{}, stages...)
	for i := 1; i < min(len(out), 6); i++ {
		if random.IntN(3) == 0 {
			out[i-1], out[i] = out[i], out[i-1]
		}
	}
	return out
}

// credentials are what a person has from CompTIA.
func (t *tracks) credentials(i int) []result {
	random := rand.New(rand.NewPCG(2001, uint64(i))) //nolint:gosec // the same people each time
	at := day("1999-03-01") + record.Date(random.IntN(1900))
	var out []result
	for n, code := range []string{"a-plus", "network-plus", "server-plus", "security-plus"} {
		if random.Float64() < [...]float64{.45, .4, .12, .22}[n] && at <= t.today {
			out = append(out, result{code: code, day: int(at), passed: true, reference: fmt.Sprintf("%s-C%d", number(i), n+1)})
		}
		at += record.Date(60 + random.IntN(300))
	}
	return out
}

func dayText(d int) string { return record.Date(d).Time().Format(time.DateOnly) }
