import { type Join, requirementKind, stations } from './golden-thread.ts'
import type { AnyRegister } from './register.ts'

/** A reference field of a register: to records, or to requirements by their URNs. */
interface FieldEdge {
  readonly kind: 'field'
  readonly key: string
  readonly holder: AnyRegister
  readonly column: string
  /** The register it leads to, `record` for any, or `requirement`. */
  readonly target: string
  readonly many: boolean
  /** It names requirements of ISO/IEC 42001 by their numbers. */
  readonly numbered: boolean
}
interface JoinEdge {
  readonly kind: 'join'
  readonly key: string
  readonly holder: AnyRegister
  readonly join: Join
}
/** One end of a passage: the tables gone through, and the register that is reached. */
export interface Reach {
  readonly through: readonly { readonly column: string; readonly register: AnyRegister }[]
  readonly column: string
  readonly target: string
}
interface PassageEdge {
  readonly kind: 'passage'
  readonly key: string
  readonly holder: AnyRegister
  readonly from: Reach
  readonly to: Reach
  readonly unless: readonly string[]
}

/** One way in which records are tied, as the registers declare it. Links made by hand are no part of it. */
export type Edge = FieldEdge | JoinEdge | PassageEdge

/** Fields that are edges. People own and sign; they are not what leads from one record to the next. */
function fieldEdges(holder: AnyRegister): FieldEdge[] {
  if (holder.name === 'person') return []
  return Object.entries(holder.fields).flatMap(([column, field]) => {
    const target = field.requirement ? requirementKind : field.register
    if (target === '' || target === 'person') return []
    return [
      {
        kind: 'field',
        key: `${holder.name}.${column}`,
        holder,
        column,
        target,
        many: field.kind === 'list',
        numbered: field.requirement === 'number',
      },
    ]
  })
}

function reach(
  holder: AnyRegister,
  path: readonly string[],
  byName: ReadonlyMap<string, AnyRegister>,
): Reach {
  const through: { column: string; register: AnyRegister }[] = []
  let at = holder
  for (const [index, column] of path.entries()) {
    const target = at.fields[column]?.register ?? ''
    if (index === path.length - 1 && target !== '') return { through, column, target }
    const next = byName.get(target)
    if (!next) break
    through.push({ column, register: next })
    at = next
  }
  throw new Error(`Register ${holder.name} declares a passage along ${path.join('.')}, which leads nowhere.`)
}

/** Every edge that the registers declare. */
export function edgesOf(registers: readonly AnyRegister[]): readonly Edge[] {
  const byName = new Map(registers.map((one) => [one.name, one]))
  return registers.flatMap((holder): Edge[] => [
    ...fieldEdges(holder),
    ...holder.joins.map(
      (join): Edge => ({ kind: 'join', key: `${holder.name}.thread.${join.key}`, holder, join }),
    ),
    ...holder.passages.map(
      ({ key, from, to, unless = [] }): Edge => ({
        kind: 'passage',
        key: `${holder.name}.thread.${key}`,
        holder,
        from: reach(holder, from, byName),
        to: reach(holder, to, byName),
        unless,
      }),
    ),
  ])
}

/** Kinds of record in the order of the thread: by station, and within a station in the order of their modules. */
export function threadOrder(registers: readonly AnyRegister[]): readonly string[] {
  const kinds = [
    ...registers.map(({ name, station }) => ({ name, station })),
    { name: requirementKind, station: 'requirement' as const },
  ]
  return kinds
    .sort((one, other) => stations.indexOf(one.station) - stations.indexOf(other.station))
    .map(({ name }) => name)
}
