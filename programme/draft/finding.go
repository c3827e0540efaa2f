package draft

import (
	"waymark/diag"
	"waymark/message"
)

func finding(severity diag.Severity, rule string, at diag.Pos, operands []message.Operand) diag.Finding {
	return diag.Finding{Severity: severity, Rule: rule, Pos: at, Operands: operands}
}

// fault is something that keeps the page from being read.
func fault(rule string, at diag.Pos, operands ...message.Operand) diag.Finding {
	return finding(diag.Error, rule, at, operands)
}

// warning is a doubt: the page can hardly be right there.
func warning(rule string, at diag.Pos, operands ...message.Operand) diag.Finding {
	return finding(diag.Warning, rule, at, operands)
}

// note is a doubt that may be no fault of the page.
func note(rule string, at diag.Pos, operands ...message.Operand) diag.Finding {
	return finding(diag.Note, rule, at, operands)
}

// seeAlso adds another place to a finding.
func seeAlso(f diag.Finding, at diag.Pos, code string, operands ...message.Operand) diag.Finding {
	f.Related = append(f.Related, diag.Related{Pos: at, Code: code, Operands: operands})
	return f
}
