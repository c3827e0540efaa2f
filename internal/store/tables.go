package store

// The tables of facts, in the order in which an entry of the journal hashes them. A table is added at the end.
var (
	candidateTable         = newTable("candidate", "id:i! step:i! name:t entry:i")
	identityTable          = newTable("identity", "kind:t! value:t! step:i! candidate:i entry:i")
	evidenceTable          = newTable("evidence", "candidate:i! piece:i! step:i! act:i kind:i item:t day:i until:i revoked:i state:i source:t reference:t detail:t entry:i")
	referenceTable         = newTable("reference", "source:t! reference:t! candidate:i piece:i entry:i")
	documentTable          = newTable("document", "hash:b! body:b entry:i")
	feedTable              = newTable("feed", "id:i! source:t name:t digest:b profile:b header:b entry:i")
	feedBatchTable         = newTable("feed_batch", "feed:i! number:i! rows:i recorded:i same:i corrected:i quarantined:i left_out:i entry:i")
	quarantineTable        = newTable("quarantine", "feed:i! row:i! body:b code:t operands:t entry:i")
	quarantineOutcomeTable = newTable("quarantine_outcome", "feed:i! row:i! outcome:t body:b reason:t entry:i")
	awardTable             = newTable("award", "candidate:i! number:i! programme:t credential:t version:t day:i until:i rules:b decided_on:i decided_by:t entry:i")
	awardBasisTable        = newTable("award_basis", "candidate:i! number:i! evidence:t report:b entry:i")
	awardEventTable        = newTable("award_event", "candidate:i! number:i! step:i! kind:i day:i reason:t entry:i")
	motionTable            = newTable("motion", "id:i! kind:t candidate:i award:i body:t reason:t author:i entry:i")
	motionOutcomeTable     = newTable("motion_outcome", "motion:i! outcome:t reason:t person:i entry:i")
	rulingTable            = newTable("ruling", "id:i! candidate:i kind:i programme:t question:t requirement:t evidence_kind:i evidence:t for_kind:i for_item:t from_day:i until_day:i author:t seconded_by:t reason:t motion:i entry:i")
	relationTable          = newTable("relation", "id:i! step:i! account:i candidate:i kind:t from_day:i until_day:i entry:i")
	mergeTable             = newTable("merge", "id:i! keeper:i absorbed:i proof:t entry:i")
	mergeUndoTable         = newTable("merge_undo", "merge:i! reason:t entry:i")
	publicationTable       = newTable("publication", "file:t! step:i! document:b day:i entry:i")
	accountTable           = newTable("account", "id:i! step:i! email:t name:t candidate:i entry:i")
	accountRoleTable       = newTable("account_role", "account:i! step:i! role:t granted:i entry:i")
	statusListTable        = newTable("status_list", "id:i! purpose:t size:i seed:b entry:i")
	issuanceTable          = newTable("issuance", "candidate:i! number:i! step:i! code:t list:i turn:i place:i entry:i")
	credentialTable        = newTable("credential", "candidate:i! number:i! step:i! form:t! body:b entry:i")
	statusBitTable         = newTable("status_bit", "list:i! place:i! step:i! value:i entry:i")
	accessKeyTable         = newTable("access_key", "id:i! step:i! account:i name:t scopes:t hash:b made:i expires:i taken:i entry:i")
)

var factTables = []*table{
	candidateTable,
	identityTable,
	evidenceTable,
	referenceTable,
	documentTable,
	feedTable,
	feedBatchTable,
	quarantineTable,
	quarantineOutcomeTable,
	awardTable,
	awardBasisTable,
	awardEventTable,
	motionTable,
	motionOutcomeTable,
	rulingTable,
	relationTable,
	mergeTable,
	mergeUndoTable,
	publicationTable,
	accountTable,
	accountRoleTable,
	statusListTable,
	issuanceTable,
	credentialTable,
	statusBitTable,
	accessKeyTable,
}

// journalTable holds the entries themselves: they are hashed one after the other.
var journalTable = newTable("journal", "seq:i! at:i actor:t act:t subject:t reason:t before:t after:t facts:b hash:b")

// otherTables hold what is no fact and moves with an installation all the same.
var otherTables = []*table{
	newTable("journal_head", "id:i! seq:i hash:b"),
	newTable("counter", "name:t! next:i"),
	newTable("due", "candidate:i!"),
	newTable("setting", "name:t! value:t"),
	newTable("session", "hash:b! account:i created:i expires:i seen:i"),
	newTable("token", "hash:b! id:i account:i name:t scopes:t created:i expires:i revoked:i"),
	newTable("sign_in_link", "hash:b! email:t created:i expires:i used:i"),
	newTable("attempt", "subject:t! since:i count:i"),
	newTable("idempotency", "actor:t! name:t! request:b status:i answer:b at:i"),
	newTable("outbox", "id:i! recipient:t subject:t body:t at:i sent:i"),
	newTable("to_issue", "candidate:i! number:i! next:i why:t"),
	newTable("status_published", "list:i! body:b entry:i at:i until:i"),
}
