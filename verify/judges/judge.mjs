// Verifiers of others judge what they read on standard input: {contexts, schemas, cases}, a case being a credential (for
// @digitalbazaar/vc, or with core for @digitalcredentials/verifier-core) or a token with its key. The answer is one word
// or a reason for each case. Nothing is fetched: what they ask the network for comes from the schemas and contexts given.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as eddsaRdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {createVerifyCryptosuite as eddsaJcs} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as ecdsaRdfc} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {createVerifyCryptosuite as ecdsaJcs} from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import {importJWK, compactVerify} from 'jose';
import {verifyCredential as coreVerify} from '@digitalcredentials/verifier-core';

const {contexts, schemas, cases} = JSON.parse(readFileSync(0, 'utf8'));
const suite = [eddsaRdfc, eddsaJcs(), ecdsaRdfc, ecdsaJcs()].map(cryptosuite => new DataIntegrityProof({cryptosuite}));

// A did:key needs no fetching: its document follows from its name.
function keyDocument(url) {
  const [did, fragment] = url.split('#');
  const publicKeyMultibase = did.slice('did:key:'.length);
  const id = `${did}#${publicKeyMultibase}`;
  const method = {'@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: did, publicKeyMultibase};
  return fragment ? method : {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did, verificationMethod: [method], assertionMethod: [id]
  };
}

async function documentLoader(url) {
  const document = url.startsWith('did:key:') ? keyDocument(url) : contexts[url];
  if(!document) {
    throw new Error(`not to be had: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

globalThis.fetch = async url => {
  const document = schemas[url] ?? contexts[url];
  return document ? new Response(JSON.stringify(document)) : new Response('', {status: 404});
};
console.log = () => {}; // verifier-core talks; the answer is written below

// verifier-core checks signature, dates, status and the JSON Schemas of Open Badges.
async function judgeCore(credential) {
  const result = await coreVerify({credential, knownDIDRegistries: []});
  const bad = result.log?.find(step => !step.valid && step.id !== 'registered_issuer');
  if(!result.log || bad) {
    return `refused: ${bad?.id ?? result.errors?.[0]?.name}`;
  }
  const schema = result.additionalInformation?.find(i => i.id === 'schema_check')?.results;
  if(!Array.isArray(schema) || schema.length === 0 || schema.some(s => !s.result?.valid)) {
    return `refused: schema ${JSON.stringify(schema)}`;
  }
  return 'good';
}

async function judge({credential, core, token, jwk}) {
  try {
    if(core) {
      return await judgeCore(credential);
    }
    if(token) {
      const key = await importJWK(jwk, JSON.parse(Buffer.from(token.split('.')[0], 'base64url')).alg);
      await compactVerify(token, key);
      return 'good';
    }
    const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus: async () => ({verified: true})});
    return result.verified ? 'good' : `refused: ${result.error?.errors?.[0]?.message ?? result.error?.message}`;
  } catch(e) {
    return `refused: ${e.message}`;
  }
}

const answers = {};
for(const c of cases) {
  answers[c.name] = await judge(c);
}
process.stdout.write(JSON.stringify(answers));
