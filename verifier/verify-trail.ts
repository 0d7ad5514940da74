import { FormatError } from '../src/kernel/merkle/encoding/format-error.ts'
import type { ExportHeader, ExportLeaf, ExportLine } from '../src/kernel/merkle/export/export-line.ts'
import { parseExportLine } from '../src/kernel/merkle/export/export-line.ts'
import { parseLeaf, type TrailLeaf } from '../src/kernel/merkle/leaf/leaf.ts'
import { keyFingerprint, parseVerifierKey, type VerifierKey } from '../src/kernel/merkle/note/note-key.ts'
import { Frontier } from '../src/kernel/merkle/tree/frontier.ts'
import { leafHash } from '../src/kernel/merkle/tree/hash.ts'
import { CheckpointCheck } from './checkpoint-check.ts'
import { Epochs } from './epochs.ts'
import { type ExpectedRoot, ExpectedRoots } from './expected-roots.ts'
import { KeyChanges } from './key-changes.ts'
import { OperationChain } from './operation-chain.ts'
import { PayloadCheck } from './payload-check.ts'
import { Report, type UsedKey, type Verdict } from './verdict.ts'
import { readWitness } from './witness.ts'

/** Lines of text without their newline. */
export type Lines = AsyncIterable<string> | Iterable<string>

export type VerifyOptions = {
  /** Verifier keys to trust. Without any, the export's own keys are used, and the verdict says so. */
  readonly keys?: readonly string[]
  /** Lines of a witness file kept outside the database. */
  readonly witness?: Lines
}

/**
 * Verifies an export of a trail (docs/reference/trail-format.md), reading it once from front to back. Whatever is wrong
 * with the file stands in the verdict. Throws only for the options: `FormatError` for a malformed key, and whatever
 * reading the witness lines throws.
 */
export async function verifyTrail(lines: Lines, options: VerifyOptions = {}): Promise<Verdict> {
  const report = new Report()
  const given = (options.keys ?? []).map(parseVerifierKey)
  let trail: TrailVerification | null = null
  let number = 0
  let readable = true
  const unreadable = (error: unknown): void => {
    readable = false
    const message = `The file cannot be read beyond line ${number}: ${error instanceof Error ? error.message : String(error)}.`
    report.find('line', { leaf_index: trail?.size ?? null, line: number + 1 }, message)
  }
  for await (const text of readUntilFault(lines, unreadable)) {
    number += 1
    const line = parseLine(text, number, trail?.size ?? null, report)
    if (line === null) readable = false
    else if (trail === null) trail = await begin(line, given, options.witness, report)
    else readable = trail.take(number, line)
    if (!readable || trail === null) break
  }
  if (number === 0 && readable) report.find('header', {}, 'The file is empty.')
  if (readable) trail?.finish()
  return verdictOf(trail, report, !readable || trail === null)
}

/** Everything known of the trail while its lines come in. */
class TrailVerification {
  readonly header: ExportHeader
  readonly keys: readonly UsedKey[]
  readonly epochs: Epochs
  readonly witnessed: number
  readonly payloads: PayloadCheck
  readonly checkpoints: CheckpointCheck
  readonly tree = new Frontier()
  readonly #report: Report
  readonly #chain = new OperationChain()
  readonly #keyChanges: KeyChanges
  readonly #expected: ExpectedRoots

  constructor(
    header: ExportHeader,
    keys: { readonly trusted: readonly VerifierKey[]; readonly source: UsedKey['source'] },
    epochs: Epochs,
    witness: readonly ExpectedRoot[],
    report: Report,
  ) {
    this.header = header
    this.keys = keys.trusted.map((key) => ({
      verifier_key: key.text,
      fingerprint: keyFingerprint(key),
      source: keys.source,
    }))
    this.epochs = epochs
    this.witnessed = witness.length
    this.payloads = new PayloadCheck(report)
    this.#keyChanges = new KeyChanges(report)
    this.checkpoints = new CheckpointCheck(keys.trusted, epochs, this.#keyChanges, report)
    this.#report = report
    this.#expected = new ExpectedRoots([...witness, ...epochs.handOvers()])
    this.#expected.compare(0, () => this.tree.root())
  }

  /** Leaves taken so far. */
  get size(): number {
    return this.tree.size
  }

  /** Takes the next line. False when the lines after it cannot be judged. */
  take(number: number, line: ExportLine): boolean {
    if (line.type === 'leaf') return this.#takeLeaf(number, line)
    if (line.type === 'checkpoint') return this.#takeCheckpoint(number, line.note)
    this.#report.find('header', { leaf_index: this.size, line: number }, `Line ${number} is a second header.`)
    return false
  }

  /** Call when the whole file was read. */
  finish(): void {
    const { size } = this
    this.payloads.finish()
    this.checkpoints.finish(size)
    this.epochs.finish()
    const unfinished = this.#chain.unfinished()
    if (unfinished !== null)
      this.#report.find('operation', { leaf_index: size }, `The file ends although ${unfinished}.`)
    if (size !== this.header.size) {
      const message = `The header announces ${this.header.size} leaves, but the file holds ${size}: ${size < this.header.size ? `leaf ${size} and what follows is missing` : 'leaves were added'}.`
      this.#report.find('coverage', { leaf_index: Math.min(size, this.header.size) }, message)
    }
    const newest = this.#expected.unreached().at(-1)
    if (newest !== undefined) {
      const message = `Checkpoint ${newest.size} is known, but the file ends after ${size} leaves: leaves ${size} to ${newest.size - 1} are missing. They were removed, unless the export is older than the witness file; then export again and repeat.`
      this.#report.find('witness', { leaf_index: size, checkpoint_size: newest.size }, message)
    }
  }

  #takeLeaf(number: number, line: ExportLeaf): boolean {
    const { size } = this
    const place = { leaf_index: size, line: number }
    if (line.index !== size) {
      const message =
        line.index > size
          ? `leaf ${size} is missing`
          : `leaf ${line.index} stands a second time or out of order`
      this.#report.find(
        'sequence',
        place,
        `Leaf ${size} must follow in line ${number}, but leaf ${line.index} does: ${message}.`,
      )
      return false
    }
    const hash = leafHash(line.leaf)
    if (hash.toString('hex') !== line.hash) {
      this.#report.find(
        'leaf',
        place,
        `Leaf ${size}: its text does not have the hash beside it; one of the two was changed.`,
      )
    }
    const leaf = this.#parse(number, line)
    if (leaf !== null) {
      const fault = this.#chain.follow(leaf)
      if (fault !== null) this.#report.find('operation', place, `Leaf ${size}: ${fault}.`)
      this.payloads.check(number, line, leaf)
      this.#keyChanges.follow(leaf, line)
    }
    this.tree.append(hash)
    this.#expected.compare(this.size, () => this.tree.root())
    return true
  }

  #takeCheckpoint(number: number, note: string): boolean {
    if (!this.checkpoints.check(number, note, this.size, this.tree.root())) return false
    const unfinished = this.#chain.unfinished()
    if (unfinished !== null) {
      const message = `Checkpoint ${this.size} stands where ${unfinished}.`
      this.#report.find('operation', { checkpoint_size: this.size, line: number }, message)
    }
    return true
  }

  #parse(number: number, { index, leaf: text }: ExportLeaf): TrailLeaf | null {
    const place = { leaf_index: index, line: number }
    try {
      const leaf = parseLeaf(text)
      if (leaf.organization !== this.header.organization) {
        this.#report.find(
          'leaf',
          place,
          `Leaf ${index} belongs to another organization (${leaf.organization}).`,
        )
      }
      return leaf
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      this.#report.find('leaf', place, `Leaf ${index}: ${error.message}.`)
      return null
    }
  }
}

/** Passes lines on; when reading itself fails (a damaged archive, a failing disk), tells and ends. */
async function* readUntilFault(lines: Lines, tell: (error: unknown) => void): AsyncGenerator<string> {
  try {
    yield* lines
  } catch (error) {
    tell(error)
  }
}

function parseLine(
  text: string,
  number: number,
  leafIndex: number | null,
  report: Report,
): ExportLine | null {
  try {
    return parseExportLine(text)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const expected = leafIndex === null ? 'the header' : `leaf ${leafIndex} or a checkpoint`
    report.find(
      'line',
      { leaf_index: leafIndex, line: number },
      `Line ${number}, where ${expected} must stand: ${error.message}.`,
    )
    return null
  }
}

async function begin(
  line: ExportLine,
  given: readonly VerifierKey[],
  witness: Lines | undefined,
  report: Report,
): Promise<TrailVerification | null> {
  if (line.type !== 'plumbline-trail') {
    report.find('header', { line: 1 }, 'The first line is not the header of a trail export.')
    return null
  }
  try {
    const trusted = given.length > 0 ? given : line.keys.map(parseVerifierKey)
    const source = given.length > 0 ? 'given' : 'export'
    const epochs = new Epochs(line.epochs, line.organization, report)
    if (source === 'export') report.note('key', keyNotice(trusted))
    const expected = witness === undefined ? [] : await readWitness(witness, trusted, epochs, report)
    return new TrailVerification(line, { trusted, source }, epochs, expected, report)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    report.find('header', { line: 1 }, `The header: ${error.message}.`)
    return null
  }
}

function keyNotice(keys: readonly VerifierKey[]): string {
  const fingerprints = keys.map((key) => `${key.text} (fingerprint ${keyFingerprint(key)})`).join('; ')
  return `No key was given, so the signatures were checked with what the export itself brings: ${fingerprints}. Whoever made the file could have made that key too. Compare it with the fingerprint the organization published, or run again with --key.`
}

function verdictOf(trail: TrailVerification | null, report: Report, stopped: boolean): Verdict {
  return {
    ok: report.total === 0,
    organization: trail?.header.organization ?? null,
    exported_at: trail?.header.exported_at ?? null,
    leaves: trail?.size ?? 0,
    checkpoints: trail?.checkpoints.count ?? 0,
    root: (trail?.tree ?? new Frontier()).root().toString('base64'),
    erased_leaves: trail?.payloads.erasedLeaves ?? 0,
    witnessed_checkpoints: trail?.witnessed ?? 0,
    epochs: trail?.epochs.lines ?? [],
    keys: trail?.keys ?? [],
    findings: report.findings(),
    findings_total: report.total,
    notices: report.notices(),
    stopped,
  }
}
