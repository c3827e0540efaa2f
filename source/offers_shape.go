package source

// The shapes of a file of offers. docs/offers.md shows the same in examples, schema/offers.json as JSON Schema.
var (
	offerPriceShape  = &shape{name: "offer-price", fields: backing(needs("amount"), may("place"), may("from"), may("until"))}
	preparationShape = &shape{name: "preparation", fields: []field{may("courses"), may("study"), may("note")}}
	offeredShape     = &shape{name: "offered", fields: backing(
		mayOf("prices", offerPriceShape), may("lead"), may("retake_waits"), may("sat_by"), mayOf("prepare", preparationShape),
	)}
	offeredOfKind = &shape{name: "offered-of-kind", each: offeredShape}
	aloneShape    = &shape{name: "alone", fields: []field{needs("study"), may("amount")}}
	classShape    = &shape{name: "class", fields: []field{
		needs("id"), may("place"), may("from"), may("until"), may("on"), may("seats"), may("amount"), may("note"),
	}}
	offeredCourseShape = &shape{name: "offered-course", fields: []field{
		may("title"), mayOf("alone", aloneShape), mayOf("classes", classShape), may("note"),
	}}
	offeredCourses = &shape{name: "offered-courses", each: offeredCourseShape}
	savingShape    = &shape{name: "saving", fields: []field{
		needs("id"), may("title"), needs("on"), may("costs"), may("percent"), may("off"), may("each"), may("retake"),
		may("needs"), may("uses"), may("booked"), may("from"), may("until"), may("valid"), may("places"), may("with"), may("note"),
	}}
	offersShape = &shape{name: "offers", fields: []field{
		needs("offers"), may("title"), may("page"), may("issuer"), may("as_of"), may("confidence"), may("note"), mayOf("sources", sourceShape),
		may("lead"), may("retake_waits"), mayOf("exams", offeredOfKind), mayOf("credentials", offeredOfKind),
		mayOf("events", offeredOfKind), mayOf("prices", priceShape), mayOf("courses", offeredCourses), mayOf("savings", savingShape),
	}}
)
