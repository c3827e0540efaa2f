package registrar

import (
	"cmp"
	"slices"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
)

// Roles is a set of roles.
type Roles uint16

// The roles that an account may have.
const (
	RoleCandidate Roles = 1 << iota
	RoleConsultant
	RoleEmployer
	RoleManager
	RoleDecisionMaker
	RoleAdministrator
	roleWorker // the program itself; no account has it
)

var roleWords = []struct {
	role Roles
	word string
}{
	{RoleCandidate, "candidate"},
	{RoleConsultant, "consultant"},
	{RoleEmployer, "employer"},
	{RoleManager, "manager"},
	{RoleDecisionMaker, "decision-maker"},
	{RoleAdministrator, "administrator"},
}

// RolesOf gives the roles of their words; a word that is no role is left out.
func RolesOf(words ...string) Roles {
	var roles Roles
	for _, word := range words {
		for _, r := range roleWords {
			if r.word == word {
				roles |= r.role
			}
		}
	}
	return roles
}

// Words lists the roles' words.
func (r Roles) Words() []string {
	var words []string
	for _, w := range roleWords {
		if r&w.role != 0 {
			words = append(words, w.word)
		}
	}
	return words
}

// Scopes is what a key that a person made for a program lets it do, within the person's roles. None is everything.
type Scopes uint8

// The scopes.
const (
	ScopeRead  Scopes = 1 << iota // read and export
	ScopeFeed                     // take feeds in and see to their rows
	ScopeWrite                    // every other act
)

var scopeWords = map[string]Scopes{"read": ScopeRead, "feed": ScopeFeed, "write": ScopeWrite}

// ScopesOf gives the scopes of their words, and false where one is no scope.
func ScopesOf(words ...string) (Scopes, bool) {
	var scopes Scopes
	for _, word := range words {
		scope, known := scopeWords[word]
		if !known {
			return 0, false
		}
		scopes |= scope
	}
	return scopes, true
}

// Words lists the scopes' words.
func (s Scopes) Words() []string {
	var words []string
	for word, scope := range scopeWords {
		if s&scope != 0 {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return words
}

// Act is what an actor does.
type Act uint8

// The acts.
const (
	ReadRecord Act = iota + 1
	ReadMotions
	ReadJournal
	ReadAccounts
	ExportPerson
	AddCandidate
	Identify
	StateEvidence
	RecordEvidence
	VerifyEvidence
	CorrectEvidence
	VoidEvidence
	ImportFeed
	ReleaseQuarantined
	Settle
	Suspend
	Reinstate
	MoveRevocation
	MoveRuling
	Second
	DeclareRelation
	MergeRecords
	UndoMerge
	Preview
	Publish
	OpenAccount
	GrantRole
	Backup
	Issue
	Reissue
	ReadIssuing
	ReadKeys
	MakeKey
	TakeKeyBack
	ReadRelations
	Rename
)

// Acts lists every act.
func Acts() []Act {
	var acts []Act
	for a := ReadRecord; a <= Rename; a++ {
		acts = append(acts, a)
	}
	return acts
}

// permission is who may do an act.
type permission struct {
	word string
	// any are the roles that may do it to everyone, own those that may do it to their own record.
	any, own Roles
	// unrelated refuses it to a person related to the candidate, and to the candidate.
	unrelated bool
	// scope is what a key needs for it; none is ScopeWrite.
	scope Scopes
	// inPerson refuses it to every key: only who has signed in may do it.
	inPerson bool
}

// Anybody is every role that an account may have.
const Anybody = RoleCandidate | RoleConsultant | RoleEmployer | staff | RoleAdministrator

const staff = RoleManager | RoleDecisionMaker

// permitted is the whole of who may do what; nothing else asks after roles.
var permitted = map[Act]permission{
	ReadRecord:         {word: "read-record", any: staff | RoleAdministrator, own: RoleCandidate, scope: ScopeRead},
	ReadMotions:        {word: "read-motions", any: staff, scope: ScopeRead},
	ReadJournal:        {word: "read-journal", any: RoleDecisionMaker | RoleAdministrator, scope: ScopeRead},
	ReadAccounts:       {word: "read-accounts", any: RoleAdministrator, scope: ScopeRead},
	ExportPerson:       {word: "export-person", any: RoleAdministrator, own: RoleCandidate, scope: ScopeRead},
	AddCandidate:       {word: "add-candidate", any: RoleManager},
	Identify:           {word: "identify", any: RoleManager, unrelated: true},
	StateEvidence:      {word: "state-evidence", any: RoleManager, own: RoleCandidate},
	RecordEvidence:     {word: "record-evidence", any: RoleManager, unrelated: true},
	VerifyEvidence:     {word: "verify-evidence", any: RoleManager, unrelated: true},
	CorrectEvidence:    {word: "correct-evidence", any: RoleManager, unrelated: true},
	VoidEvidence:       {word: "void-evidence", any: RoleManager, unrelated: true},
	ImportFeed:         {word: "import-feed", any: RoleManager | roleWorker, scope: ScopeFeed},
	ReleaseQuarantined: {word: "release-quarantined", any: RoleManager, scope: ScopeFeed},
	Settle:             {word: "settle", any: roleWorker},
	Suspend:            {word: "suspend", any: RoleDecisionMaker, unrelated: true},
	Reinstate:          {word: "reinstate", any: RoleDecisionMaker, unrelated: true},
	MoveRevocation:     {word: "move-revocation", any: staff, unrelated: true},
	MoveRuling:         {word: "move-ruling", any: staff, unrelated: true},
	Second:             {word: "second", any: RoleDecisionMaker, unrelated: true},
	DeclareRelation:    {word: "declare-relation", any: RoleConsultant | RoleEmployer | staff | RoleAdministrator},
	ReadRelations:      {word: "read-relations", any: RoleConsultant | RoleEmployer | staff | RoleAdministrator, scope: ScopeRead},
	Rename:             {word: "rename", any: RoleManager, unrelated: true},
	MergeRecords:       {word: "merge-records", any: RoleManager, unrelated: true},
	UndoMerge:          {word: "undo-merge", any: RoleManager, unrelated: true},
	Preview:            {word: "preview", any: staff, scope: ScopeRead},
	Publish:            {word: "publish", any: RoleDecisionMaker},
	OpenAccount:        {word: "open-account", any: RoleAdministrator},
	GrantRole:          {word: "grant-role", any: RoleAdministrator},
	Backup:             {word: "backup", any: RoleAdministrator},
	Issue:              {word: "issue", any: roleWorker},
	Reissue:            {word: "reissue", any: RoleDecisionMaker, unrelated: true},
	ReadIssuing:        {word: "read-issuing", any: staff | RoleAdministrator | roleWorker, scope: ScopeRead},
	ReadKeys:           {word: "read-keys", any: Anybody, inPerson: true},
	MakeKey:            {word: "make-key", any: Anybody, inPerson: true},
	TakeKeyBack:        {word: "take-key-back", any: Anybody, inPerson: true},
}

// String is the act's word in the journal.
func (a Act) String() string { return permitted[a].word }

// Permitted tells who may do the act, for documents: the roles that may do it to everyone, those that may do it to their own
// record, and the scope that a key needs; none where no key may do it.
func (a Act) Permitted() (everyone, own Roles, scope Scopes) {
	p := permitted[a]
	if p.inPerson {
		return p.any, p.own, 0
	}
	return p.any, p.own, cmp.Or(p.scope, ScopeWrite)
}

// Refusal is the fault of whose roles do not allow the act; it says which would.
func (a Act) Refusal() error {
	p := permitted[a]
	return fault.New(fault.Forbidden, "fault.not-permitted", message.Op("act", p.word), message.Op("roles", (p.any|p.own).Words()))
}

// May tells whether the actor's roles allow an act on somebody other than themself. That they are related to them may still forbid
// it.
func (a Actor) May(do Act) bool {
	p := permitted[do]
	return a.Roles&p.any != 0 && (a.Scopes == 0 || !p.inPerson && a.Scopes&cmp.Or(p.scope, ScopeWrite) != 0)
}

// permit refuses an act that the actor may not do to the candidate, or to nobody where that is 0.
func (r *Registrar) permit(v *store.View, by Actor, do Act, candidate int64) error {
	p := permitted[do]
	own := candidate != 0 && by.Candidate == candidate && by.Roles&p.own != 0
	if by.Roles&p.any == 0 && !own {
		return do.Refusal()
	}
	if p.inPerson && (by.Account == 0 || by.Scopes != 0) {
		return fault.New(fault.Forbidden, "fault.signed-out")
	}
	if by.Scopes != 0 && by.Scopes&cmp.Or(p.scope, ScopeWrite) == 0 {
		return fault.New(fault.Forbidden, "fault.not-in-scope", message.Op("act", p.word))
	}
	if candidate == 0 {
		return nil
	}
	if _, known, err := v.Candidate(candidate); err != nil || !known {
		return firstError(err, noCandidate(candidate))
	}
	if p.unrelated {
		return r.unrelated(v, by, candidate)
	}
	return nil
}

// unrelated refuses an act on oneself, one's pupil, employee or kin, or on a record that is merged with theirs.
func (r *Registrar) unrelated(v *store.View, by Actor, candidate int64) error {
	if by.Account == 0 {
		return nil
	}
	group, err := groupOf(v, candidate)
	if err != nil {
		return err
	}
	who, err := selfOf(v, by.Account)
	if err != nil {
		return err
	}
	relations, err := r.relations(v, who)
	if err != nil {
		return err
	}
	for _, member := range group {
		if slices.Contains(who.records, member) {
			return fault.New(fault.Forbidden, "fault.oneself")
		}
		for _, n := range relations {
			if n.Candidate == member {
				return fault.New(fault.Forbidden, "fault.related", message.Op("relation", n.Kind), message.Op("candidate", int(candidate)), message.Op("from", n.From))
			}
		}
	}
	return nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
