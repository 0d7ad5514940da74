/** What a finding is about; each kind is explained in docs/reference/trail-format.md. */
export type FindingKind =
  | 'line'
  | 'header'
  | 'sequence'
  | 'leaf'
  | 'operation'
  | 'payload'
  | 'previous_image'
  | 'missing_payload'
  | 'tombstone'
  | 'signature'
  | 'root'
  | 'epoch'
  | 'coverage'
  | 'witness'

/** Something that must not be in an untouched trail. */
export type Finding = {
  readonly kind: FindingKind
  /** The leaf concerned, or null when a checkpoint or the file as a whole is. */
  readonly leaf_index: number | null
  /** The checkpoint concerned, by its size, or null. */
  readonly checkpoint_size: number | null
  /** Line of the export, from 1; null when nothing in the file stands for it. */
  readonly line: number | null
  /** What is wrong, in plain words. */
  readonly message: string
}

export type NoticeKind = 'key' | 'erasure' | 'epoch' | 'witness'

/** Something a reader must know that does not by itself speak against the trail. */
export type Notice = { readonly kind: NoticeKind; readonly message: string }

/** A key the checkpoints were verified with. */
export type UsedKey = {
  readonly verifier_key: string
  readonly fingerprint: string
  /** `given` by the person who verifies, or taken from the `export` itself, which proves nothing about its author. */
  readonly source: 'given' | 'export'
}

export type Verdict = {
  /** True when nothing was found. It says that the records are as they were signed, and nothing beyond. */
  readonly ok: boolean
  readonly organization: string | null
  readonly exported_at: string | null
  /** Leaves read, also when checking stopped early. */
  readonly leaves: number
  readonly checkpoints: number
  /** Base64 root over the leaves read. */
  readonly root: string
  readonly erased_leaves: number
  readonly witnessed_checkpoints: number
  readonly epochs: readonly string[]
  readonly keys: readonly UsedKey[]
  /**
   * In file order, so that the first is the first bad place; what shows only at the end of the file (a payload that no
   * tombstone names, leaves without checkpoint) comes last. At most `FINDINGS_KEPT`.
   */
  readonly findings: readonly Finding[]
  readonly findings_total: number
  readonly notices: readonly Notice[]
  /** True when the file could not be read to its end, so that later faults are unknown. */
  readonly stopped: boolean
}

export const FINDINGS_KEPT = 100

type Place = Partial<Pick<Finding, 'leaf_index' | 'checkpoint_size' | 'line'>>

/** Gathers findings and notices; counts beyond the kept ones, so that a ruined file does not fill the memory. */
export class Report {
  total = 0
  readonly #findings: Finding[] = []
  readonly #notices = new Map<string, Notice>()

  find(kind: FindingKind, place: Place, message: string): void {
    this.total += 1
    const finding = { kind, leaf_index: null, checkpoint_size: null, line: null, ...place, message }
    if (this.#findings.length < FINDINGS_KEPT) this.#findings.push(finding)
  }

  /** Adds a notice; the same words are kept once. */
  note(kind: NoticeKind, message: string): void {
    this.#notices.set(message, { kind, message })
  }

  /** In the order in which they came to light. */
  findings(): readonly Finding[] {
    return this.#findings
  }

  notices(): Notice[] {
    return [...this.#notices.values()]
  }
}
