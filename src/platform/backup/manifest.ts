import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** Below the backup's directory, without a way out of it. */
const inside = z.string().regex(/^[a-z0-9][a-zA-Z0-9._-]*(\/[a-z0-9][a-zA-Z0-9._-]*)*$/)
const name = z.string().min(1).max(63)

const manifestSchema = z.strictObject({
  type: z.literal('plumbline-backup'),
  version: z.literal(1),
  made_at: z.iso.datetime(),
  /** The schema that the rows have. */
  migrations: z.array(z.strictObject({ name: z.string(), sha256 })),
  tables: z.array(
    z.strictObject({
      schema: name,
      table: name,
      columns: z.array(name),
      rows: z.int().min(0),
      file: inside,
      sha256,
    }),
  ),
  /** Files of the data root: keys, secrets, witness. */
  files: z.array(z.strictObject({ path: inside, file: inside, sha256 })),
})

/** What a backup holds, with a hash of every file. */
export type Manifest = z.output<typeof manifestSchema>
export type TableEntry = Manifest['tables'][number]
export type FileEntry = Manifest['files'][number]

export const manifestFile = 'manifest.json'

/** SHA-256 of a file in hexadecimal. */
export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/**
 * Reads a backup's manifest and holds every file against it.
 * @throws saying which file is missing or was changed
 */
export async function readBackup(directory: string): Promise<Manifest> {
  const text = await readFile(join(directory, manifestFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new Error(
      `${directory} holds no ${manifestFile}, so it is no complete backup. Nothing was restored. A backup that was cut off ends in ".partial".`,
    )
  })
  const parsed = manifestSchema.safeParse(jsonIn(text))
  if (!parsed.success)
    throw new Error(
      `The manifest of ${directory} cannot be read: ${z.prettifyError(parsed.error)}. Nothing was restored.`,
    )
  for (const { file, sha256: expected } of [...parsed.data.tables, ...parsed.data.files]) {
    const actual = await hashOfFile(join(directory, file)).catch((error: NodeJS.ErrnoException) => error.code)
    if (actual !== expected)
      throw new Error(
        `The file ${file} of the backup is ${actual === 'ENOENT' ? 'missing' : 'not the one that was backed up'}. Nothing was restored. Use another copy of the backup.`,
      )
  }
  return parsed.data
}

/** Undefined, which no manifest is, for what is no JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
