package site

import (
	"net/http"
	"slices"
	"strings"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/message"
)

// deskPage is what people find who work here: what their roles let them see.
type deskPage struct {
	Roles []string
	// Reads tells that they may read records, and find one.
	Reads bool
	// Issues tells that they may see what becomes a credential.
	Issues bool
	// Feeds tells that they may see to feeds, of which so many rows wait.
	Feeds bool
	// Previews tells that they may see whom new rules touch.
	Previews bool
	Waiting  int64
	Motions  []motionRow
	Seconds  bool
	// Moves tells that they may see what waits; MoreMotions and MoreDoubts that it is more than is shown.
	Moves, MoreMotions, MoreDoubts bool
	Doubts                         []doubtRow
	Relations                      []relationRow
	Accounts                       []accountRow
	Journal                        []entryRow
}

type motionRow struct {
	ID, Candidate int64
	Name          string
	What, Reason  string
	// Award leads to the award that would be taken away, and Title is what it is called.
	Award         int64
	Title, Status string
	By, At        string
	Own           bool
	// Barred says why whoever looks may not answer.
	Barred string
}

// doubtRow is an award that waits for a person to decide.
type doubtRow struct {
	Candidate, Number                  int64
	Name, Title, Status, Since, Reason string
}

type relationRow struct {
	Candidate   int64
	Kind        string
	From, Until string
}

type accountRow struct {
	ID          int64
	Email, Name string
	// Candidate is the candidate that the person is, or 0; Roles are the others that they have.
	Candidate int64
	Roles     string
}

var deskTemplate = newPage[deskPage]("desk.html")

// me is the page of whoever has signed in: a candidate's own record, or the desk of somebody who works here.
func me(v *visit) error {
	if v.by.Candidate != 0 {
		return own(v, v.by)
	}
	return desk(v)
}

// desk is where whoever works here finds their desk: their own page, or one apart where that is their record.
func (v *visit) desk() string {
	if v.by.Candidate != 0 {
		return "/desk"
	}
	return "/me"
}

// desk shows what the roles allow; what they do not allow is left out.
func desk(v *visit) error {
	shown := deskPage{Roles: v.by.Roles.Words(), Reads: v.by.May(registrar.ReadRecord), Seconds: v.by.May(registrar.Second), Moves: v.by.May(registrar.ReadMotions), Previews: v.by.May(registrar.Preview)}
	shown.Issues = v.options.Issuer != (Issuer{}) && v.by.May(registrar.ReadIssuing)
	if shown.Feeds = v.by.May(registrar.ReleaseQuarantined) && v.by.May(registrar.ImportFeed); shown.Feeds {
		n, err := v.options.Registrar.RowsWaiting(v.r.Context(), v.by)
		if err != nil {
			return err
		}
		shown.Waiting = n
	}
	for _, part := range []struct {
		needs registrar.Act
		add   func(*deskPage) error
	}{
		{registrar.ReadMotions, v.motions},
		{registrar.ReadRelations, v.relations},
		{registrar.ReadAccounts, v.accounts},
		{registrar.ReadJournal, v.journal},
	} {
		if !v.by.May(part.needs) {
			continue
		}
		if err := part.add(&shown); err != nil {
			return err
		}
	}
	return deskTemplate.show(v, http.StatusOK, v.by.Name, shown)
}

// motions shows what waits for a second person, with what that person must know.
func (v *visit) motions(shown *deskPage) error {
	const most = 50
	today := v.options.Today()
	motions, err := v.options.Registrar.MotionsTold(v.r.Context(), v.by, 0, most+1)
	if err != nil {
		return err
	}
	rules, err := v.rules(today)
	if err != nil {
		return err
	}
	for i := range motions {
		m := &motions[i]
		row := motionRow{
			ID: m.ID, Candidate: m.Candidate, Name: m.Name, What: m.What(), Reason: m.Reason, By: m.By, At: m.At.Format("2006-01-02 15:04"),
			Own: m.Author == v.by.Account,
		}
		if m.Held != nil {
			row.Award, row.Title, row.Status = m.Award, titleOf(rules.Set, m.Held), registrar.StatusOn(m.Held, today).String()
		}
		if m.Barred != nil {
			row.Barred = sentence(m.Barred)
		}
		shown.Motions = append(shown.Motions, row)
	}
	if len(shown.Motions) > most {
		shown.Motions, shown.MoreMotions = shown.Motions[:most], true
	}
	return v.doubts(rules, shown)
}

// doubts shows the awards that what is known no longer gives.
func (v *visit) doubts(rules *registrar.Rules, shown *deskPage) error {
	const most = 50
	found, err := v.options.Registrar.InDoubt(v.r.Context(), v.by, 0, 0, most+1)
	for i := range found {
		d := &found[i]
		shown.Doubts = append(shown.Doubts, doubtRow{
			d.Candidate, d.Number, d.Name, titleOf(rules.Set, &d.Award), registrar.StatusOn(&d.Award, v.options.Today()).String(), d.Event.Date.String(), d.Event.Reason,
		})
	}
	if len(found) > most {
		shown.Doubts, shown.MoreDoubts = shown.Doubts[:most], true
	}
	return err
}

func (v *visit) relations(shown *deskPage) error {
	relations, err := v.options.Registrar.Relations(v.r.Context(), v.by)
	for _, n := range relations {
		row := relationRow{Candidate: n.Candidate, Kind: n.Kind, From: n.From.String()}
		if n.Until != 0 {
			row.Until = n.Until.String()
		}
		shown.Relations = append(shown.Relations, row)
	}
	return err
}

func (v *visit) accounts(shown *deskPage) error {
	const most = 100
	accounts, err := v.options.Registrar.Accounts(v.r.Context(), v.by, 0, most)
	for _, a := range accounts {
		shown.Accounts = append(shown.Accounts, accountRow{
			a.ID, a.Email, a.Name, a.Candidate, strings.Join(slices.DeleteFunc(slices.Clone(a.Roles), func(r string) bool { return a.Candidate != 0 && r == "candidate" }), ", "),
		})
	}
	return err
}

// journal shows the latest entries.
func (v *visit) journal(shown *deskPage) (err error) {
	shown.Journal, err = v.entries(0, 10)
	return err
}

// second approves or refuses a motion.
func second(v *visit) error {
	id, err := v.number("motion")
	if err != nil {
		return err
	}
	answer := v.value("answer")
	if answer != "approve" && answer != "refuse" {
		return fault.New(fault.Invalid, "fault.answer", message.Op("found", answer))
	}
	if err := v.options.Registrar.Second(v.r.Context(), v.by, id, answer == "approve", v.value("remark")); err != nil {
		return err
	}
	return v.send(v.desk())
}
