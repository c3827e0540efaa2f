package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// person is somebody who could have been.
type person struct {
	index       int
	first, last string
	email       string
	passes      []result
}

// result is one try at an exam, or a credential of another body.
type result struct {
	code      string
	day       int // since year 1, as record.Date counts
	score     int
	passed    bool
	reference string
}

var (
	firstNames = strings.Fields(`Aisha Akira Alejandro Amara Amelie Anders Andrei Anna Antonio Astrid Bao Beatriz Bjorn Carmen Chen Chiara Chloe
		Claire Dagny Daniel Deepa Dmitri Eduardo Eero Elena Elif Emeka Emil Eva Fatima Felix Fiona Francesca Gabriel Giulia Greta Hana Hans
		Haruto Helena Henrik Hiroshi Ines Ingrid Irina Isabel Ivan Jamal Jan Javier Jin Joao Johanna Jonas Julia Kaito Karim Katarzyna Kofi
		Lars Laura Leila Liam Linh Louise Lucia Luka Magda Maja Marco Maria Marta Mateo Mei Mikael Miriam Nadia Naoko Neema Nikolai Noor
		Olga Omar Oscar Paola Pavel Petra Priya Rafael Rahul Ravi Rosa Ruben Sakura Samir Sanna Sara Sean Selin Sofia Stefan Sven Tariq
		Tereza Thandi Thomas Tomas Ulla Valeria Vera Viktor Wanjiru Wei Yara Yuki Yusuf Zanele Zofia`)
	lastNames = strings.Fields(`Abe Adeyemi Ahmed Almeida Andersson Bauer Becker Berg Bianchi Blanc Boateng Bose Brandt Brown Byrne Campbell
		Castro Chanda Costa Cruz Dahl Das Diaz Dubois Dvorak Eriksson Esposito Farah Fernandez Fischer Fontaine Garcia Gonzalez Gruber Gupta
		Haddad Hansen Hassan Hoffmann Horvat Huang Ito Ivanova Jansen Jensen Johnson Kaya Keller Khan Kim Kimura Koch Kowalski Kruger Kumar
		Larsen Laurent Leclerc Lehtinen Lewis Li Lindberg Lopez Maier Mancini Martin Mbeki Meyer Mitchell Moreau Moretti Mueller Murphy Mwangi
		Nakamura Navarro Nguyen Nielsen Novak Nowak Nyberg Okoye Olsen Ortega Osei Park Patel Pereira Petrov Popescu Ramos Rao Reyes Ricci
		Roberts Rossi Ruiz Sanchez Santos Sato Schmidt Schneider Sharma Silva Singh Smith Sorensen Suzuki Takahashi Tanaka Torres Tran Vargas
		Virtanen Wagner Walker Wang Weber Wilson Wong Yamada Yilmaz Zhang Ziegler`)
)

// somebody makes the person of a number; the same number is always the same person.
func (t *tracks) somebody(i int) person {
	random := rand.New(rand.NewPCG(2005, uint64(i))) //nolint:gosec // the same people each time
	p := person{index: i, first: firstNames[random.IntN(len(firstNames))], last: lastNames[random.IntN(len(lastNames))]}
	p.email = fmt.Sprintf("%s.%s.%d@example.org", strings.ToLower(p.first), strings.ToLower(p.last), i+1)
	p.passes = t.career(random, i)
	return p
}
