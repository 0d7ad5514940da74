import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Secrets that the installation makes for itself at its first start; there are no default ones. */
export interface Secrets {
  /** Signs session cookies. */
  readonly session: string
  /** The product's own database login, when the database is embedded. */
  readonly database: string
}

/** Reads the secrets, or makes them, in a file that only its owner may read. */
export async function loadSecrets(file: string, randomBytes: (size: number) => Uint8Array): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text !== undefined) return JSON.parse(text)
  const fresh = () => Buffer.from(randomBytes(32)).toString('base64url')
  const secrets: Secrets = { session: fresh(), database: fresh() }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return secrets
}
