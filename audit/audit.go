// Package audit decides a candidate's standing.
package audit
