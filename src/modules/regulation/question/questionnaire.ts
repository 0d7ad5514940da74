import type { z } from 'zod'
import type { Question } from '../../../kernel/pack/kind/classifier.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'
import type { DeterminationKind } from '../determination.ts'
import type { askedQuestion } from '../determination-contract.ts'
import { type Answers, askedQuestions } from './classification.ts'
import { type Grounds, type Outcome, outcomeOf } from './outcome.ts'
import { roleQuestions } from './role-questions.ts'

export type AskedQuestion = z.input<typeof askedQuestion>

interface Explanation {
  readonly detail: string | null
  readonly caution: string | null
}

/** What the pack says about an option beyond its label: the practice and its exception, the use and its caution. */
function explanation(pack: Pack<'regulation'>, question: string, option: string): Explanation {
  const { prohibited_practices, annex3_use_cases } = pack.content
  if (question === 'prohibited') {
    const practice = prohibited_practices.find(({ id }) => id === option)
    if (practice) return { detail: practice.practice, caution: practice.exception }
  }
  if (question === 'annex3') {
    const use = annex3_use_cases.find(({ id }) => id === option)
    if (use) return { detail: use.use, caution: use.caution }
  }
  return { detail: null, caution: null }
}

function shown(pack: Pack<'regulation'>, question: Question, answers: Answers): AskedQuestion {
  const given = Object.hasOwn(answers, question.id) ? answers[question.id] : null
  return {
    id: question.id,
    type: question.type,
    text: question.text,
    article: question.article,
    help: question.help ?? null,
    exclusive_option: question.exclusive_option ?? null,
    options: (question.options ?? []).map(({ id, label }) => ({
      id,
      label,
      ...explanation(pack, question.id, id),
    })),
    answer: typeof given === 'object' && given !== null ? [...given] : (given ?? null),
  }
}

/** Every question that these answers lead to, and what follows from them. */
export function questionnaireOf(
  kind: DeterminationKind,
  grounds: Grounds,
  answers: Answers,
): { questions: AskedQuestion[]; next_questions: string[]; outcome: Outcome } {
  const { regulation } = grounds
  const asked = kind === 'iso_roles' ? roleQuestions : askedQuestions(regulation, answers)
  const outcome = outcomeOf(kind, grounds, answers)
  return {
    questions: asked.map((question) => shown(regulation, question, answers)),
    next_questions: outcome.missing_questions,
    outcome,
  }
}

/** Whether a question exists at all, asked or not: answers to others are mistakes. */
export const knownQuestions = (kind: DeterminationKind, grounds: Grounds): ReadonlySet<string> =>
  new Set((kind === 'iso_roles' ? roleQuestions : grounds.regulation.content.questions).map(({ id }) => id))

/** The questions as they were put, with what was chosen: readable when the pack words them otherwise one day. */
export function transcriptOf(questions: readonly AskedQuestion[]): AskedQuestion[] {
  return questions.map((question) => {
    const chosen = [question.answer].flat()
    return { ...question, options: question.options.filter(({ id }) => chosen.includes(id)) }
  })
}
