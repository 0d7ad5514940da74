import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { FormatError } from '../../../kernel/merkle/encoding/format-error.ts'
import { parseWitnessLine, writeWitnessLine } from '../../../kernel/merkle/export/export-line.ts'
import { type Checkpoint, parseCheckpoint } from '../../../kernel/merkle/note/checkpoint.ts'
import { untrustedNoteText } from '../../../kernel/merkle/note/note.ts'
import { parseOrigin } from '../../../kernel/merkle/note/origin.ts'
import { syncDirectory } from '../../durable-file.ts'

/** The newest checkpoint that a witness file holds of one trail. */
export interface Witnessed extends Pick<Checkpoint, 'size' | 'root'> {
  readonly epoch: number
}

const newline = 0x0a
const chunkBytes = 1 << 16

/**
 * The witness file: every signed checkpoint, appended outside the database before the database learns of it. It only
 * grows, and several processes may share it. The sequencer refuses to sign a tree that contradicts it.
 *
 * Lines that cannot be read are passed over. A crash may leave half a line, and nothing is lost by that: it was never
 * acknowledged. If a line that was acknowledged is damaged, the database knows a newer checkpoint than this file.
 */
export class Witness {
  readonly file: string
  readonly #latest = new Map<string, Witnessed>()
  /** How far the file was read, up to the end of a line, and which file that was. */
  #read = { bytes: 0, inode: 0 }
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(file: string) {
    this.file = file
  }

  static async open(file: string): Promise<Witness> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const witness = new Witness(file)
    await witness.#inTurn(() => witness.#readOn())
    return witness
  }

  /** The newest checkpoint the file holds of an organization's trail now, whoever wrote it. */
  latest(organizationId: string): Promise<Witnessed | undefined> {
    return this.#inTurn(async () => {
      await this.#readOn()
      return this.#latest.get(organizationId)
    })
  }

  /** Appends a signed checkpoint and waits until it is on disk. */
  append(note: string): Promise<void> {
    return this.#inTurn(async () => {
      const handle = await open(this.file, 'a+', 0o600)
      try {
        const { size } = await handle.stat()
        await handle.appendFile(
          `${(await endsWithinLine(handle, size)) ? '\n' : ''}${writeWitnessLine(note)}\n`,
        )
        await handle.datasync()
        if (size === 0) await syncDirectory(dirname(this.file))
      } finally {
        await handle.close()
      }
    })
  }

  #inTurn<T>(body: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(body)
    this.#turn = done.catch(() => undefined)
    return done
  }

  /** Reads what was appended since, or all of it when the file is another one or became shorter. */
  async #readOn(): Promise<void> {
    const handle = await open(this.file, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (!handle) {
      this.#forget(0)
      return
    }
    try {
      const { ino, size } = await handle.stat()
      if (ino !== this.#read.inode || size < this.#read.bytes) this.#forget(ino)
      await this.#readLines(handle)
    } finally {
      await handle.close()
    }
  }

  #forget(inode: number): void {
    this.#latest.clear()
    this.#read = { bytes: 0, inode }
  }

  async #readLines(handle: FileHandle): Promise<void> {
    const chunk = Buffer.alloc(chunkBytes)
    let rest = Buffer.alloc(0)
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, chunkBytes, this.#read.bytes + rest.length)
      if (bytesRead === 0) return
      const text = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
      const whole = text.lastIndexOf(newline) + 1
      for (const line of text.toString('utf8', 0, whole).split('\n')) this.#learn(line)
      this.#read.bytes += whole
      rest = text.subarray(whole)
    }
  }

  #learn(line: string): void {
    const known = witnessedIn(line)
    if (!known) return
    const before = this.#latest.get(known.organization)
    if (!before || before.epoch < known.epoch || (before.epoch === known.epoch && before.size <= known.size))
      this.#latest.set(known.organization, known)
  }
}

function witnessedIn(line: string): (Witnessed & { organization: string }) | undefined {
  try {
    const { origin, size, root } = parseCheckpoint(untrustedNoteText(parseWitnessLine(line).note))
    const { organization, epoch } = parseOrigin(origin)
    return { organization, epoch, size, root }
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

async function endsWithinLine(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false
  const last = Buffer.alloc(1)
  await handle.read(last, 0, 1, size - 1)
  return last[0] !== newline
}
