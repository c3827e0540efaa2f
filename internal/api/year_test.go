package api

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// Every operation does what it is for, once, one after the other, as a body's year goes; each answer is held to the document.
func TestEveryOperationSucceeds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		o.visitor(t)
		o.register(t)
		o.evidenceAndAwards(t)
		o.credentials(t)
		o.twoPeople(t)
		o.feeding(t)
		o.rulesChange(t)
		if v := o.must(t, 200, 'a', get, "/v1/journal/verification", ""); v["whole"] != true {
			t.Errorf("the journal: %v", v)
		}
		for _, id := range slices.Sorted(maps.Keys(o.operations())) {
			if o.succeeded[id] == 0 {
				t.Errorf("%s never succeeded", id)
			}
		}
	})
}

func (o *office) visitor(t *testing.T) {
	o.must(t, 200, '-', get, "/v1/programmes", "")
	o.must(t, 200, '-', get, "/v1/programmes/microsoft/mcsa-2003?day=2005-06-01", "")
	o.must(t, 404, '-', get, "/v1/programmes/microsoft/nothing", "")
	if hits := o.must(t, 200, '-', get, "/v1/search?q=70290", ""); at(hits["items"].([]any)[0], "id") != "microsoft/70-290" {
		t.Errorf("%v", hits)
	}
	record := `{"evidence":[{"exam":"microsoft/70-270","date":"2004-03-01","state":"verified"}]}`
	one := o.must(t, 200, '-', post, "/v1/audit", `{"programme":"microsoft/mcp","record":`+record+`}`)
	if one["verdict"] != "met" {
		t.Errorf("%v", one["verdict"])
	}
	all := o.must(t, 200, '-', post, "/v1/audit", `{"record":`+record+`,"what_if":["exam microsoft/70-290"]}`)
	if len(all["programmes"].([]any)) < 5 {
		t.Errorf("%v", all)
	}
	plan := o.must(t, 200, '-', post, "/v1/plan", `{"goals":[{"programme":"microsoft/mcsa-2003"}],"record":`+record+`,"slack":true,"alternatives":2,
		"wishes":{"order":["finish"],"away":[{"from":"2005-07-01","until":"2005-07-31"}],"not_on":["sunday"],"avoid":["exam microsoft/70-227"],"at_once":1}}`)
	if at(plan, "proved") != true {
		t.Errorf("%v", plan)
	}
	o.must(t, 200, '-', get, "/v1/publications", "")
	o.must(t, 202, '-', post, "/v1/sign-in-links", `{"email":"c@example.org"}`)
	secret := o.must(t, 201, '-', post, "/v1/sessions", `{"link":"`+o.link+`"}`)["secret"].(string)
	bearer := []string{"Authorization", "Bearer " + secret}
	if me := o.must(t, 200, '-', get, "/v1/me", "", bearer...); me["candidate"] != 1.0 {
		t.Errorf("%v", me)
	}
	o.must(t, 201, '-', post, "/v1/keys", `{"name":"mine","scopes":["read","write"],"days":3}`, bearer...)
	o.must(t, 200, '-', get, "/v1/keys", "", bearer...)
	o.must(t, 204, '-', del, "/v1/keys/1", "", bearer...)
	o.must(t, 204, '-', del, "/v1/session", "", bearer...)
	o.must(t, 401, '-', get, "/v1/me", "", bearer...)
}

func (o *office) register(t *testing.T) {
	o.must(t, 201, 'm', post, "/v1/candidates", `{"name":"Bo Lund","identities":[{"kind":"email","value":"bo@example.org"}]}`)
	o.must(t, 201, 'm', post, "/v1/candidates/1/identities", `{"kind":"testhall","value":"C1"}`)
	o.must(t, 409, 'm', post, "/v1/candidates/2/identities", `{"kind":"testhall","value":"C1"}`)
	if found := o.must(t, 200, 'm', get, "/v1/candidates?kind=testhall&value=C1", "")["items"].([]any); len(found) != 1 || at(found[0], "candidate") != 1.0 {
		t.Errorf("%v", found)
	}
	o.must(t, 204, 'm', post, "/v1/candidates/3/name", `{"name":"Bo Lund-Berg","reason":"married"}`)
	for words, want := range map[string]int{"lund+BO": 1, "berg": 1, "nobody": 0, "%25": 0, "lund&limit=1": 1} {
		if found := o.must(t, 200, 'm', get, "/v1/candidates?name="+words, "")["items"].([]any); len(found) != want {
			t.Errorf("%s: %v", words, found)
		}
	}
	o.must(t, 200, 'a', get, "/v1/accounts", "")
	id := o.must(t, 201, 'a', post, "/v1/accounts", `{"email":"New@example.org","name":"New","roles":["manager","employer"]}`)["account"]
	o.must(t, 204, 'a', post, fmt.Sprintf("/v1/accounts/%v/roles", id), `{"role":"manager","granted":false,"reason":"left"}`)
	if is := o.must(t, 200, 'a', get, fmt.Sprintf("/v1/accounts/%v", id), ""); fmt.Sprint(is["roles"]) != "[employer]" || is["email"] != "new@example.org" {
		t.Errorf("%v", is)
	}
}

func (o *office) evidenceAndAwards(t *testing.T) {
	var pieces []string
	for _, code := range []string{"70-270", "70-290", "70-291", "70-284"} {
		pieces = append(pieces, `{"item":"exam microsoft/`+code+`","date":"2004-03-01","state":"verified","source":"testhall","reference":"`+code+`"}`)
	}
	o.must(t, 201, 'm', post, "/v1/candidates/1/evidence", `{"evidence":[`+strings.Join(pieces, ",")+`]}`)
	stated := o.must(t, 201, 'c', post, "/v1/candidates/1/statements", `{"evidence":[{"item":"exam microsoft/70-228","date":"2004-05-01"}]}`)["pieces"].([]any)[0]
	piece := fmt.Sprintf("/v1/candidates/1/evidence/%v", stated)
	o.must(t, 204, 'm', post, piece+"/verification", `{"so":true,"reason":"seen"}`)
	o.must(t, 204, 'm', put, piece, `{"item":"exam microsoft/70-228","date":"2004-05-02","state":"verified","reason":"a slip"}`)
	o.must(t, 204, 'm', post, piece+"/void", `{"reason":"somebody else's"}`)
	if steps := o.must(t, 200, 'c', get, piece, "")["steps"].([]any); len(steps) != 4 || at(steps[3], "act") != "voided" {
		t.Errorf("%v", steps)
	}
	record := o.must(t, 200, 'c', get, "/v1/candidates/1", "")
	if awards := record["awards"].([]any); len(awards) < 2 || at(awards[1], "programme") != "microsoft/mcsa-2003" || at(awards[1], "status") != "in force" {
		t.Errorf("%v", record["awards"])
	}
	if found := o.must(t, 200, 'c', get, "/v1/candidates/1/audits/microsoft/mcsa-2003?verified_only=true", ""); found["verdict"] != "met" {
		t.Errorf("%v", found["verdict"])
	}
	met := o.must(t, 200, 'c', get, "/v1/candidates/2/audits/microsoft/mcp?what_if=exam+microsoft/70-290&what_if=exam+microsoft/70-291", "", "Authorization", "Bearer "+o.bearers['m'])
	if met["verdict"] != "met" {
		t.Errorf("what if: %v", met["verdict"])
	}
	o.must(t, 200, 'c', get, "/v1/candidates/1/audits", "")
	o.must(t, 200, 'c', post, "/v1/candidates/1/plan", `{"goals":[{"programme":"microsoft/mcse-2003","by":"2007-12-31"}],"curve":true}`)
	o.must(t, 200, 'c', get, "/v1/candidates/1/export", "")
	award := "/v1/candidates/1/awards/2"
	o.must(t, 200, 'c', get, award+"/basis", "")
	if again := o.must(t, 200, 'd', get, award+"/repeat", ""); again["same_rules"] != true || again["same_report"] != true {
		t.Errorf("%v", again)
	}
	o.must(t, 204, 'd', post, award+"/suspension", `{"from":"2005-05-01","reason":"fee unpaid"}`)
	if was := o.must(t, 200, 'd', get, award+"?day=2005-04-30", "")["status"]; was != "in force" {
		t.Errorf("the day before: %v", was)
	}
	if is := o.must(t, 200, 'd', get, award, "")["status"]; is != "suspended" {
		t.Errorf("today: %v", is)
	}
	o.must(t, 204, 'd', post, award+"/reinstatement", `{"from":"2005-05-02","reason":"paid"}`)
	o.doubt(t)
}

func (o *office) twoPeople(t *testing.T) {
	motion := o.must(t, 201, 'd', post, "/v1/candidates/1/awards/2/revocation", `{"from":"2005-05-03","reason":"fraud"}`)["motion"]
	at1 := fmt.Sprintf("/v1/motions/%v", motion)
	o.must(t, 200, 'm', get, at1, "")
	if open := o.must(t, 200, 'm', get, "/v1/motions", "")["items"].([]any); len(open) != 1 {
		t.Errorf("%v", open)
	}
	o.must(t, 403, 'd', post, at1+"/second", `{"approve":true}`)
	o.must(t, 204, 's', post, at1+"/second", `{"approve":true,"remark":"agreed"}`)
	if is := o.must(t, 200, 'd', get, "/v1/candidates/1/awards/2", "")["status"]; is != "revoked" {
		t.Errorf("%v", is)
	}
	waive := `{"kind":"waive","programme":"microsoft/mcsa-2003","requirement":"client","from":"2005-01-01","reason":"experience"}`
	second := o.must(t, 201, 'm', post, "/v1/candidates/2/rulings", waive)["motion"]
	o.must(t, 204, 'd', post, fmt.Sprintf("/v1/motions/%v/second", second), `{"approve":true}`)
	if rulings := o.must(t, 200, 'd', get, "/v1/candidates/2", "")["rulings"].([]any); len(rulings) != 1 {
		t.Errorf("%v", rulings)
	}
	third := o.must(t, 201, 'm', post, "/v1/rulings", `{"kind":"substitute","evidence":"exam microsoft/70-227","for":"exam microsoft/70-284","from":"2005-01-01","reason":"alike"}`)["motion"]
	what := o.must(t, 200, 'm', get, fmt.Sprintf("/v1/motions/%v", third), "")["what"]
	if d := cmp.Diff(map[string]any{
		"kind": "substitute", "evidence": "exam microsoft/70-227", "for": "exam microsoft/70-284", "from": "2005-01-01", "author": "Person m", "reason": "alike",
	}, what); d != "" {
		t.Error(d)
	}
	o.must(t, 204, 'd', post, fmt.Sprintf("/v1/motions/%v/second", third), `{"approve":false,"remark":"not alike"}`)

	relation := o.must(t, 201, 'n', post, "/v1/candidates/2/relations", `{"kind":"taught","from":"2003-01-01"}`)["relation"]
	o.must(t, 204, 'n', post, fmt.Sprintf("/v1/relations/%v/end", relation), `{"until":"2004-01-01"}`)
	if all := o.must(t, 200, 'n', get, "/v1/relations", "")["items"].([]any); len(all) != 1 || at(all[0], "until") != "2004-01-01" {
		t.Errorf("%v", all)
	}
	merge := o.must(t, 201, 'm', post, "/v1/merges", `{"keeper":1,"absorbed":2,"proof":"one birth certificate"}`)["merge"]
	if all := o.must(t, 200, 'm', get, "/v1/merges", "")["items"].([]any); len(all) != 1 {
		t.Errorf("%v", all)
	}
	o.must(t, 204, 'm', post, fmt.Sprintf("/v1/merges/%v/undo", merge), `{"reason":"two people"}`)
}

func (o *office) feeding(t *testing.T) {
	file := header + "R1,C7,Cy,Fox,cy@example.org,70-270,3/1/2004,Pass\n" + "R2,C7,Cy,Fox,cy@example.org,70-290,31/31/2004,Pass\n" + "R3,C7,Cy,Fox,cy@example.org,\xff,3/1/2004,Pass\n"
	text, kind := form(t, testhall, file)
	total := o.must(t, 200, 'm', post, "/v1/feeds", text, "Content-Type", kind)
	if total["recorded"] != 1.0 || total["quarantined"] != 2.0 {
		t.Errorf("%v", total)
	}
	if again := o.must(t, 200, 'm', post, "/v1/feeds", text, "Content-Type", kind); fmt.Sprint(again) != fmt.Sprint(total) {
		t.Errorf("sent again: %v, then %v", total, again)
	}
	at := fmt.Sprintf("/v1/feeds/%v", total["feed"])
	o.must(t, 200, 'm', get, "/v1/feeds", "")
	o.must(t, 200, 'm', get, at, "")
	rows := o.must(t, 200, 'm', get, at+"/quarantine", "")["items"].([]any)
	if len(rows) != 2 {
		t.Errorf("%v", rows)
	}
	o.must(t, 204, 'm', post, at+"/quarantine/2/release", `{"text":"R2,C7,Cy,Fox,cy@example.org,70-290,3/31/2004,Pass","reason":"the month was typed twice"}`)
	o.must(t, 409, 'm', post, at+"/quarantine/2/release", `{"reason":"again"}`)
	o.must(t, 204, 'm', post, at+"/quarantine/3/dismissal", `{"reason":"rubbish"}`)
	w := o.ask('m', get, at+"/confirmation", "")
	if w.Code != 200 || !strings.Contains(w.Body.String(), "row,3,dismissed,") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if _, err := o.Registrar.Settle(t.Context(), registrar.Worker, 100); err != nil {
		t.Fatal(err)
	}
}

func (o *office) rulesChange(t *testing.T) {
	text := `kind: programme
`
	o.must(t, 422, 'd', post, "/v1/publications", fmt.Sprintf(`{"files":[{"name":"x.yaml","text":%q}],"from":"2005-06-02","reason":"new"}`, text))
	mcp := string(packs(t)["microsoft/mcp.yaml"])
	files := fmt.Sprintf(`[{"name":"microsoft/mcp.yaml","text":%q}]`, mcp)
	impact := o.must(t, 200, 'm', post, "/v1/impact", `{"files":`+files+`}`)
	if len(impact["programmes"].([]any)) != 1 {
		t.Errorf("%v", impact)
	}
	o.must(t, 204, 'd', post, "/v1/publications", `{"files":`+files+`,"from":"2005-06-02","reason":"the same again"}`)
	if entries := o.must(t, 200, 'd', get, "/v1/journal?limit=500", "")["items"].([]any); at(entries[len(entries)-1], "act") != "publish" {
		t.Errorf("%v", entries[len(entries)-1])
	}
}

// doubt takes from an award what it rests on, and gives it back.
func (o *office) doubt(t *testing.T) {
	for _, e := range o.must(t, 200, 'm', get, "/v1/candidates/1", "")["evidence"].([]any) {
		if at(e, "item") != "exam microsoft/70-291" {
			continue
		}
		piece := fmt.Sprintf("/v1/candidates/1/evidence/%v", at(e, "piece"))
		o.must(t, 204, 'm', post, piece+"/void", `{"reason":"no such sitting"}`)
		found := o.must(t, 200, 'd', get, "/v1/awards/in-doubt?limit=1", "")["items"].([]any)
		if len(found) != 1 || at(found[0], "programme") != "microsoft/mcsa-2003" || at(found[0], "why") != "no such sitting" || at(found[0], "name") != "Ana Roy" {
			t.Errorf("in doubt: %v", found)
		}
		if is := o.must(t, 200, 'c', get, "/v1/candidates/1/awards/2", ""); is["in_doubt"] != true || is["status"] != "in force" {
			t.Errorf("%v", is)
		}
		o.must(t, 204, 'm', put, piece, `{"item":"exam microsoft/70-291","date":"2004-03-01","state":"verified","reason":"there was"}`)
		if found := o.must(t, 200, 'd', get, "/v1/awards/in-doubt", "")["items"].([]any); len(found) != 0 {
			t.Errorf("in doubt still: %v", found)
		}
	}
}
