import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Checkpoint, parseCheckpoint } from '../../kernel/merkle/checkpoint.ts'
import { parseWitnessLine, writeWitnessLine } from '../../kernel/merkle/export-line.ts'
import { untrustedNoteText } from '../../kernel/merkle/note.ts'
import { parseOrigin } from '../../kernel/merkle/origin.ts'

/**
 * The witness file: every signed checkpoint, appended outside the database before the database learns of it.
 * It only grows. The sequencer refuses to sign a tree that contradicts it.
 */
export class Witness {
  readonly #handle: FileHandle
  readonly #latest: Map<string, Checkpoint>

  private constructor(handle: FileHandle, latest: Map<string, Checkpoint>) {
    this.#handle = handle
    this.#latest = latest
  }

  /** @throws when a line, other than a cut-off last one, cannot be read: the file was damaged. */
  static async open(file: string): Promise<Witness> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    const latest = new Map<string, Checkpoint>()
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    for (const line of whole.split('\n')) {
      if (line === '') continue
      const checkpoint = parseCheckpoint(untrustedNoteText(parseWitnessLine(line).note))
      latest.set(parseOrigin(checkpoint.origin).organization, checkpoint)
    }
    const handle = await open(file, 'a', 0o600)
    // A line cut off by a crash was never acknowledged to the database; start on a fresh line after it.
    if (whole.length < text.length) await handle.truncate(Buffer.byteLength(whole))
    return new Witness(handle, latest)
  }

  /** The newest witnessed checkpoint of an organization's trail. */
  latest(organizationId: string): Checkpoint | undefined {
    return this.#latest.get(organizationId)
  }

  /** Appends a signed checkpoint and waits until it is on disk. */
  async append(organizationId: string, checkpoint: Checkpoint, note: string): Promise<void> {
    await this.#handle.appendFile(`${writeWitnessLine(note)}\n`)
    await this.#handle.datasync()
    this.#latest.set(organizationId, checkpoint)
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }
}
