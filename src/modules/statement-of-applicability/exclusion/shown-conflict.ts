import type { LoadedStatement } from '../load-statement.ts'
import type { Conflict } from './conflict.ts'

/** Facts that a conflict names one by one; the rest is counted. */
const namedFacts = 20

/** The conflicts of a statement as they are answered: with questions and AI systems by their names. */
export function shownConflicts({ conflicts, systems, pack }: LoadedStatement) {
  const names = new Map(systems.map(({ id, name }) => [id, name]))
  const questions = new Map(pack.content.exclusion_facts.map(({ id, question }) => [id, question]))
  return conflicts.map((one) => shownConflict(one, names, questions))
}

function shownConflict(
  one: Conflict,
  names: ReadonlyMap<string, string>,
  questions: ReadonlyMap<string, string>,
) {
  const { answer } = one
  return {
    row_id: one.row_id,
    rule_id: one.rule_id,
    effect: one.effect,
    truth: one.truth,
    reason: one.reason,
    facts: one.facts.slice(0, namedFacts).map(({ fact, ai_system_id }) => ({
      fact,
      question: questions.get(fact) ?? fact,
      ai_system_id,
      ai_system_name: ai_system_id === null ? null : (names.get(ai_system_id) ?? null),
    })),
    facts_count: one.facts.length,
    facts_hash: one.facts_hash,
    answer: answer
      ? { answer: answer.answer, created_at: answer.created_at, created_by: answer.created_by }
      : null,
    open: one.open,
  }
}
