import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { keyFingerprint, parseVerifierKey, type SignerKey } from '../../kernel/merkle/note/note-key.ts'
import { type Config, filesIn } from '../../platform/config/config.ts'
import { loadSecrets } from '../../platform/config/secrets.ts'
import type { Database } from '../../platform/db/database.ts'
import { makeSources, type Sources } from '../../platform/ids.ts'
import { recordInTrails } from '../../platform/trail/record-in-trails.ts'
import {
  firstUnsigned,
  keepVerifiers,
  keptVerifiers,
  newestCheckpoints,
} from '../../platform/trail/sign/key-continuity.ts'
import {
  keepSigner,
  newSigner,
  readSigningKeys,
  type SigningKeys,
} from '../../platform/trail/sign/signing-keys.ts'
import { organizationsWithTrail } from '../../platform/trail/trail-export.ts'
import { type Command, type Terminal, UsageError } from '../command.ts'
import { openDatabase, openProduct, serverName } from '../open-product.ts'

export const keysCommand: Command = {
  name: 'keys',
  usage: 'show | rotate | replace [--key VERIFIER_KEY]...',
  summary:
    'Show the keys that verify the trail; rotate the one that signs it; replace it when it is lost. Every trail records the change',
  run: async (args, { terminal, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { key: { type: 'string', multiple: true } },
    })
    const [verb, ...more] = positionals
    const act = verb === undefined ? undefined : verbs[verb]
    if (!act || more.length > 0 || (values.key && verb !== 'replace'))
      throw new UsageError('Say "show", "rotate" or "replace".')
    return act(config(), terminal, values.key ?? [])
  },
}

type Verb = (settings: Config, terminal: Terminal, given: readonly string[]) => Promise<number>

const show: Verb = async (settings, terminal) => {
  const { signingKeys } = filesIn(settings.dataRoot)
  const keys = await readSigningKeys(signingKeys)
  if (!keys) {
    terminal.error(
      `There is no key file ${signingKeys}. A new installation makes it at its first start. If anything was signed here before, put the file back from a backup.`,
    )
    return 1
  }
  tell(keys, terminal)
  return 0
}

/** The announcement is signed by the key that goes, so that whoever trusts that key can trust the next one. */
const rotate: Verb = async (settings, terminal) => {
  const product = await openProduct(settings, (error) => terminal.error(error.message))
  try {
    const { keys, database } = product
    const signer = newSigner(keys.current.name, randomBytes)
    await announce(product, signer, 'rotate', keys.verifiers)
    await product.sequencer.runOnce()
    const next = await keepSigner(filesIn(settings.dataRoot).signingKeys, signer, keys.verifiers)
    await keepVerifiers(database, next.verifiers, product.sources.now())
    tell(next, terminal)
    terminal.line(
      'The first one signs from the next start on; each trail announces it under the signature of the one before. Restart every server and worker, publish its fingerprint beside the earlier ones, and make a backup.',
    )
    return 0
  } finally {
    await product.close()
  }
}

/** Begins a new key after the old one was lost. Nothing that the old one signed vouches for it, and the trails say so. */
const replace: Verb = async (settings, terminal, given) => {
  const { signingKeys, secrets } = filesIn(settings.dataRoot)
  if (await readSigningKeys(signingKeys))
    throw new Error(
      `There is a key file ${signingKeys}. Nothing was changed. If it is the right one, use "plumbline keys rotate"; if it is not, move it away first.`,
    )
  const open = await openDatabase(settings, await loadSecrets(secrets, randomBytes))
  try {
    const { database } = open
    const sources = makeSources(() => new Date(), randomBytes)
    const before = [...new Set([...(await keptVerifiers(database)), ...given])]
    const signed = await newestCheckpoints(database)
    if (signed.length === 0)
      throw new Error(
        'Nothing was ever signed here, so there is no key to replace: the first start makes one.',
      )
    const unsigned = firstUnsigned(signed, before)
    if (unsigned)
      throw new UsageError(
        `The lost key's public half is not known here: of the newest checkpoint of organization ${unsigned.organization_id}, ${unsigned.why}. Nothing was changed. Give it as it was published, or as it stands in the first line of an earlier export, with --key.`,
      )
    const signer = newSigner(serverName(settings), randomBytes)
    await announce({ database, sources }, signer, 'replace', before)
    await keepSigner(signingKeys, signer, before)
  } finally {
    await open.close()
  }
  const product = await openProduct(settings, (error) => terminal.error(error.message))
  try {
    await product.sequencer.runOnce()
    tell(product.keys, terminal)
  } finally {
    await product.close()
  }
  terminal.line(
    'The first one signs from now on; each trail says that it replaces a lost key. Start the servers, publish its fingerprint with the reason, and make a backup.',
  )
  return 0
}

const verbs: Readonly<Record<string, Verb>> = { show, rotate, replace }

const events = {
  rotate: { name: 'trail.rotate-key', event: 'trail.key-rotated' },
  replace: { name: 'trail.replace-key', event: 'trail.key-replaced' },
} as const

async function announce(
  parts: { readonly database: Database; readonly sources: Sources },
  { verifier }: SignerKey,
  how: keyof typeof events,
  before: readonly string[],
): Promise<void> {
  const detail = {
    verifier_key: verifier.text,
    fingerprint: keyFingerprint(verifier),
    replaces: before.at(-1),
  }
  const organizations = await organizationsWithTrail(parts.database)
  await recordInTrails(parts, new Map(organizations.map((id) => [id, detail])), events[how])
}

function tell({ verifiers }: SigningKeys, terminal: Terminal): void {
  for (const text of verifiers.toReversed())
    terminal.line(`${text}\n  fingerprint ${keyFingerprint(parseVerifierKey(text))}`)
}
