import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { writeDurably } from '../../../durable-file.ts'
import { EmbeddedServerError, systemCode } from '../embedded-server-error.ts'

/** 256 random bits in an alphabet that needs no escaping in URLs, SQL or files. */
export function newPassword(random: (size: number) => Buffer = randomBytes): string {
  return random(32).toString('base64url')
}

/** The kept password, or undefined when there is none yet. */
export async function readPassword(file: string): Promise<string | undefined> {
  let text: string
  try {
    text = (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
  if (/^[\w-]{20,}$/.test(text)) return text
  throw new EmbeddedServerError(
    'password_refused',
    `${file} does not hold a password that was generated here. The data is untouched. ` +
      'Stop the database, delete the file and start again: a new password is then generated and set.',
  )
}

/** Keeps a password, mode 0600; a reader sees the old content or the new, also after a power cut. */
export async function keepPassword(file: string, password: string): Promise<void> {
  await writeDurably(file, `${password}\n`)
}
