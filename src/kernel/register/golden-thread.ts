/**
 * The stations of the golden thread, from whom the organization answers to, to what it decides in the end. A register
 * stands at one of them: what stands earlier leads to its records, what stands later follows from them.
 */
export const stations = [
  'organization',
  'interested_party',
  'issue',
  'scope',
  'objective',
  'ai_system',
  'version',
  'determination',
  'impact',
  'criteria',
  'risk',
  'treatment',
  'control',
  'requirement',
  'applicability',
  'document',
  'evidence',
  'sample',
  'nonconformity',
  'action',
  'decision',
  'duty',
] as const
export type Station = (typeof stations)[number]

/** Stands for the requirements of frameworks in the thread. They are not records; their ids are URNs. */
export const requirementKind = 'requirement'

/** A table of a register's own module whose rows tie its records to other records or to requirements. */
export interface Join {
  /** Message key half: `<register>.thread.<key>`. */
  readonly key: string
  readonly table: string
  /** The column that holds the register's own record. */
  readonly own: string
  /** The column that holds a record of any register. */
  readonly record?: string
  /** The column that holds the URN of a requirement. */
  readonly requirement?: string
}

/**
 * Two records that a record between them brings together: each end is reached by `record` fields, one after the other.
 * A treatment action brings its risk's AI system together with its control.
 */
export interface Passage {
  /** Message key half: `<register>.thread.<key>`. */
  readonly key: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** States in which a record no longer connects its two ends. */
  readonly unless?: readonly string[]
}
