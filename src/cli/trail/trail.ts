import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import { keyFingerprint, parseVerifierKey } from '../../kernel/merkle/note/note-key.ts'
import { type Config, filesIn } from '../../platform/config/config.ts'
import { exportTrail, signedSize, trailRows } from '../../platform/trail/trail-export.ts'
import { type Command, type Terminal, UsageError } from '../command.ts'
import { openProduct, type Product } from '../open-product.ts'
import { checkTrails } from './check-trails.ts'

/** The organization a command is for: the only one, or the one named by id. */
async function chooseOrganization(product: Product, id: string | undefined): Promise<string> {
  const { rows } = await product.database.read({ role: 'backup' }, (db) =>
    sql<{ id: string; name: string }>`select id, name from app.organization order by created_at`.execute(db),
  )
  const chosen = id === undefined && rows.length === 1 ? rows[0] : rows.find((row) => row.id === id)
  if (chosen) return chosen.id
  if (rows.length === 0) throw new Error('There is no organization yet, so there is no trail.')
  const known = rows.map((row) => `  ${row.id}  ${row.name}`).join('\n')
  throw new UsageError(`Say which organization, with --organization ID:\n${known}`)
}

/** @returns the exit code */
async function check(product: Product, settings: Config, terminal: Terminal): Promise<number> {
  const refused = await product.sequencer.runOnce().catch((error: Error) => error)
  if (refused) terminal.error(refused.message)
  const { trails, records } = await checkTrails(product, filesIn(settings.dataRoot).witness, terminal)
  return refused || trails + records > 0 ? 1 : 0
}

async function* withNewlines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`
}

export const trailCommand: Command = {
  name: 'trail',
  usage: 'check | export FILE [--organization ID] | key',
  summary:
    'Verify every trail and hold the records in the database against it; export one for offline verification (.gz compresses); print the keys',
  run: async (args, { terminal, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { organization: { type: 'string' } },
    })
    const [verb, file] = positionals
    if (verb !== 'check' && verb !== 'key' && !(verb === 'export' && file))
      throw new UsageError('Say "check", "export FILE" or "key".')
    const settings = config()
    const product = await openProduct(settings, (error) => terminal.error(error.message))
    try {
      if (verb === 'check') return await check(product, settings, terminal)
      if (verb === 'key' || file === undefined) {
        for (const text of product.keys.verifiers)
          terminal.line(`${text}\n  fingerprint ${keyFingerprint(parseVerifierKey(text))}`)
        return 0
      }
      // What was signed is exported even while signing is refused: it is the evidence.
      await product.sequencer.runOnce().catch((error: Error) => terminal.error(error.message))
      const organization = await chooseOrganization(product, values.organization)
      const rows = trailRows(product.database, organization)
      const size = await signedSize(rows)
      if (size === undefined) throw new Error('Nothing has been signed yet, so there is nothing to export.')
      const lines = exportTrail(rows, organization, size, product.keys.verifiers, product.sources.now())
      const target = createWriteStream(file, { mode: 0o600 })
      if (file.endsWith('.gz')) await pipeline(withNewlines(lines), createGzip(), target)
      else await pipeline(withNewlines(lines), target)
      terminal.line(
        `Exported to ${file}. Verify it with: plumbline verify ${file} --key '${product.keys.current.verifier.text}'`,
      )
      return 0
    } finally {
      await product.close()
    }
  },
}
