import { FormatError } from '../src/kernel/merkle/encoding/format-error.ts'
import { parseJsonObject } from '../src/kernel/merkle/encoding/json-object.ts'
import type { ExportLeaf } from '../src/kernel/merkle/export/export-line.ts'
import type { TrailLeaf } from '../src/kernel/merkle/leaf/leaf.ts'
import { keyFingerprint, type VerifierKey } from '../src/kernel/merkle/note/note-key.ts'
import type { Report } from './verdict.ts'

/** Operations by which an installation announces another signing key. */
const announcing: ReadonlySet<string> = new Set(['trail.rotate-key', 'trail.replace-key'])

/** Follows who signs a trail, and names each change of keys and what vouches for it. */
export class KeyChanges {
  readonly #report: Report
  readonly #announced = new Map<string, number>()
  readonly #seen = new Set<VerifierKey>()
  #signers: readonly VerifierKey[] = []
  /** Leaves covered by the newest checkpoint of the present signers. */
  #covered = 0

  constructor(report: Report) {
    this.#report = report
  }

  /** Takes the next leaf; one that announces a key is remembered. */
  follow(leaf: TrailLeaf, { index, image }: ExportLeaf): void {
    if (leaf.action !== 'event' || image === null || !announcing.has(leaf.name)) return
    const key = announcedKey(image)
    if (key !== null && !this.#announced.has(key)) this.#announced.set(key, index)
  }

  /** Takes the trusted keys that signed the next checkpoint. */
  sign(signers: readonly VerifierKey[], size: number): void {
    const before = this.#signers
    const beside = signers.some((one) => before.includes(one))
    for (const next of signers.filter((one) => !this.#seen.has(one))) {
      if (before.length > 0)
        this.#report.note('key', changeNotice(size, before, next, beside, this.#vouching(next, beside)))
      this.#seen.add(next)
    }
    this.#signers = signers
    this.#covered = size
  }

  #vouching(next: VerifierKey, beside: boolean): string {
    if (beside) return 'The earlier key signed the same checkpoint.'
    const leaf = this.#announced.get(next.text)
    if (leaf === undefined) return 'No leaf before announces it.'
    return leaf < this.#covered
      ? `Leaf ${leaf} announces it, and the earlier key signed that leaf.`
      : `Leaf ${leaf} announces it, but only the new key signed that leaf: nothing that the earlier key signed vouches for it.`
  }
}

function changeNotice(
  size: number,
  before: readonly VerifierKey[],
  next: VerifierKey,
  beside: boolean,
  vouching: string,
): string {
  const names = before.map(({ text }) => text).join(', ')
  return `From checkpoint ${size} on, key ${next.text} signs ${beside ? 'beside' : 'in place of'} ${names}. ${vouching} Compare its fingerprint with the one the organization published: ${keyFingerprint(next)}.`
}

function announcedKey(image: string): string | null {
  try {
    const { verifier_key } = parseJsonObject(image, 'the announcement')
    return typeof verifier_key === 'string' ? verifier_key : null
  } catch (error) {
    if (error instanceof FormatError) return null
    throw error
  }
}
