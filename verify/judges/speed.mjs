// Measures the JavaScript peers on what it reads on standard input: {contexts, credential, seconds}. The answer names how
// many each does in a second of processor time. Nothing is fetched.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as eddsaRdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {createSignCryptosuite, createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {CompactSign, compactVerify, generateKeyPair} from 'jose';

const {contexts, credential, seconds} = JSON.parse(readFileSync(0, 'utf8'));

const key = await Ed25519Multikey.generate();
key.controller = `did:key:${key.publicKeyMultibase}`;
key.id = `${key.controller}#${key.publicKeyMultibase}`;
credential.issuer = {...credential.issuer, id: key.controller};

async function documentLoader(url) {
  if(url.startsWith('did:key:')) {
    const method = {'@context': 'https://w3id.org/security/multikey/v1', id: key.id, type: 'Multikey', controller: key.controller, publicKeyMultibase: key.publicKeyMultibase};
    const document = url === key.id ? method : {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: key.controller, verificationMethod: [method], assertionMethod: [key.id]
    };
    return {contextUrl: null, documentUrl: url, document};
  }
  if(!contexts[url]) {
    throw new Error(`not to be had: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: contexts[url], tag: 'static'};
}

async function measure(act) {
  for(let i = 0; i < 20; i++) { // let the compiler warm up
    await act();
  }
  let n = 0;
  const begin = process.cpuUsage();
  let spent = 0;
  for(; spent < seconds; n++) {
    await act();
    const {user, system} = process.cpuUsage(begin);
    spent = (user + system) / 1e6;
  }
  return n / spent;
}

const answers = {};
for(const [name, sign, check] of [
  ['eddsa-rdfc-2022', eddsaRdfc, eddsaRdfc], ['eddsa-jcs-2022', createSignCryptosuite(), createVerifyCryptosuite()]
]) {
  const issue = () => vc.issue({credential: structuredClone(credential), suite: new DataIntegrityProof({signer: key.signer(), cryptosuite: sign}), documentLoader});
  const signed = await issue();
  const verify = async () => {
    const {verified, error} = await vc.verifyCredential({
      credential: signed, suite: new DataIntegrityProof({cryptosuite: check}), documentLoader, checkStatus: async () => ({verified: true})
    });
    if(!verified) {
      throw error;
    }
  };
  answers[`issue ${name}`] = await measure(issue);
  answers[`verify ${name}`] = await measure(verify);
}
const {publicKey, privateKey} = await generateKeyPair('ES256');
const payload = new TextEncoder().encode(JSON.stringify(credential));
const sign = () => new CompactSign(payload).setProtectedHeader({alg: 'ES256'}).sign(privateKey);
const token = await sign();
answers['issue ES256'] = await measure(sign);
answers['verify ES256'] = await measure(() => compactVerify(token, publicKey));
process.stdout.write(JSON.stringify(answers));
