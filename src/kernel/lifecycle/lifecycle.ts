/**
 * A declared state machine. Who may take a transition is a permission; why it may refuse is a guard, named
 * here and decided by the module that owns the register.
 */
export interface Transition<State extends string = string> {
  readonly from: readonly State[]
  readonly to: State
  /** The verb half of the permission, `<register>:<permit>`. */
  readonly permit: string
  /** Past tense: `<register>.<event>` is recorded. */
  readonly event: string
  /** The person must say why. */
  readonly reason: 'required' | 'optional'
  /** Separation of duties: refused when the actor is the record's owner or last wrote it. */
  readonly separate: boolean
}

export interface Lifecycle<State extends string = string, Verb extends string = string> {
  readonly initial: State
  readonly states: Readonly<Record<State, StateOf>>
  readonly transitions: Readonly<Record<Verb, Transition<State>>>
}

/** What is declared of a state. */
export interface StateOf {
  readonly tone: Tone
  /**
   * A record in this state asks for nothing any more: it is history, and lists show it after those that still count.
   */
  readonly over?: true
}

/** What a state's colour means; always shown together with its word. */
export type Tone = 'neutral' | 'progress' | 'positive' | 'caution' | 'critical'

/** Declares a state machine. Unless a transition says otherwise, whoever may write may take it, and need not say why. */
export function lifecycle<const State extends string, const Verb extends string>(declared: {
  readonly initial: NoInfer<State>
  readonly states: Readonly<Record<State, StateOf>>
  readonly transitions: Readonly<
    Record<
      Verb,
      {
        readonly from: readonly NoInfer<State>[]
        readonly to: NoInfer<State>
        readonly event: string
        readonly permit?: string
        readonly reason?: 'required' | 'optional'
        readonly separate?: boolean
      }
    >
  >
}): Lifecycle<State, Verb> {
  const entries = Object.entries(declared.transitions) as [Verb, Transition<State>][]
  const transitions = Object.fromEntries(
    entries.map(([verb, one]) => [
      verb,
      {
        ...one,
        permit: one.permit ?? 'write',
        reason: one.reason ?? 'optional',
        separate: one.separate ?? false,
      },
    ]),
  ) as Record<Verb, Transition<State>>
  return { initial: declared.initial, states: declared.states, transitions }
}

/** The transitions that leave a state, in declared order. */
export function transitionsFrom(machine: Lifecycle, state: string): [verb: string, transition: Transition][] {
  return Object.entries(machine.transitions).filter(([, one]) => one.from.includes(state))
}

/** The states in which a record asks for nothing any more. */
export const overStates = (machine: Lifecycle): string[] =>
  Object.entries(machine.states).flatMap(([state, { over }]) => (over ? [state] : []))
