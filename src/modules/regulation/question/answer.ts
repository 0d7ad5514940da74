import { type Fact, unknownFact } from '../../../kernel/condition/fact.ts'
import type { Question } from '../../../kernel/pack/kind/classifier.ts'

/** Answers by question id: an option, several options, or yes or no. Null and absent mean unanswered. */
export type Answers = Readonly<Record<string, string | boolean | readonly string[] | null | undefined>>

/** An answer that does not fit its question; it counts as unanswered. */
export interface RejectedAnswer {
  question_id: string
  reason: string
}

/** The fact an answer states, or why it does not fit. An empty choice is no answer: nothing was confirmed. */
export function readAnswer(question: Question, answer: string | boolean | readonly string[]): Fact | string {
  const options = question.options?.map((option) => option.id) ?? []
  if (question.type === 'boolean') {
    return typeof answer === 'boolean' ? { state: 'known', value: answer } : 'the answer is yes or no'
  }
  if (question.type === 'choice') {
    if (typeof answer !== 'string') return 'the answer is one option'
    return options.includes(answer) ? { state: 'known', value: answer } : `"${answer}" is not an option`
  }
  if (typeof answer !== 'object') return 'the answer is a list of options'
  const stranger = answer.find((choice) => !options.includes(choice))
  if (stranger !== undefined) return `"${stranger}" is not an option`
  const chosen = options.filter((option) => answer.includes(option))
  if (chosen.length === 0) return unknownFact
  const exclusive = question.exclusive_option
  if (exclusive !== undefined && chosen.length > 1 && chosen.includes(exclusive)) {
    return `"${exclusive}" cannot be chosen together with others`
  }
  return { state: 'known', value: chosen }
}
