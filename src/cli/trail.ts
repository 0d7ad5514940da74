import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import { keyFingerprint, parseVerifierKey } from '../kernel/merkle/note-key.ts'
import { exportTrail, signedSize, trailRows } from '../platform/trail/trail-export.ts'
import { type Command, UsageError } from './command.ts'
import { openProduct, type Product } from './open-product.ts'

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

async function* withNewlines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`
}

export const trailCommand: Command = {
  name: 'trail',
  usage: 'export FILE [--organization ID] | key',
  summary: 'Export the trail for offline verification (.gz compresses); print the keys it is signed with',
  run: async (args, { terminal, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { organization: { type: 'string' } },
    })
    const [verb, file] = positionals
    if (verb !== 'key' && !(verb === 'export' && file)) throw new UsageError('Say "export FILE" or "key".')
    const product = await openProduct(config(), (error) => terminal.error(error.message))
    try {
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
