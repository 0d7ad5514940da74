import { conditionProblems, valueProblems } from '../../condition/check.ts'
import { type Condition, factsOf } from '../../condition/condition.ts'
import type { FactDeclaration } from '../../condition/fact.ts'
import type { ClassifierContent, DeriveRule, Question } from './classifier.ts'
import type { ItemProblem } from './kind.ts'

/** The fact a question's answer becomes. */
export function questionFact(question: Question): FactDeclaration {
  const options = question.options?.map((option) => option.id)
  return { id: question.id, type: question.type, ...(options ? { options } : {}) }
}

/**
 * What would keep the classifier from giving one clear result: conditions over facts that are not declared, a
 * question that depends on a later one, rules that write what does not exist, stop rules that are not decided in
 * the order of the questions.
 */
export function classifierProblems(content: ClassifierContent): ItemProblem[] {
  return [
    ...content.questions.flatMap((question, index) =>
      questionProblems(question, content.questions.slice(0, index)),
    ),
    ...content.derive_rules.flatMap((rule) => ruleProblems(rule, content)),
    ...stopProblems(content),
    ...content.obligations.flatMap((obligation) => [
      ...problemsOf('obligations', obligation.id, obligation.when, allFacts(content)),
      ...dateFactProblems(obligation.id, obligation.date_fact, content),
    ]),
    ...content.legal_sign_offs.flatMap((signOff) =>
      signOff.when ? problemsOf('legal_sign_offs', signOff.id, signOff.when, allFacts(content)) : [],
    ),
  ]
}

function allFacts(content: ClassifierContent): FactDeclaration[] {
  return [...content.questions.map(questionFact), ...content.derived_facts]
}

function problemsOf(
  collection: string,
  id: string,
  condition: Condition,
  facts: FactDeclaration[],
): ItemProblem[] {
  return conditionProblems(condition, facts).map((problem) => ({ collection, item_id: id, problem }))
}

function questionProblems(question: Question, earlier: Question[]): ItemProblem[] {
  const found = question.ask_if
    ? problemsOf('questions', question.id, question.ask_if, earlier.map(questionFact))
    : []
  const report = (problem: string) => found.push({ collection: 'questions', item_id: question.id, problem })
  if ((question.type === 'boolean') !== (question.options === undefined)) {
    report('a question has options, unless it is answered by yes or no')
  }
  if (question.exclusive_option !== undefined) {
    if (question.type !== 'choices') report('only a question with several answers has an exclusive option')
    if (!question.options?.some((option) => option.id === question.exclusive_option)) {
      report(`its exclusive option "${question.exclusive_option}" is not one of its options`)
    }
  }
  return found
}

function ruleProblems(rule: DeriveRule, content: ClassifierContent): ItemProblem[] {
  const found = problemsOf('derive_rules', rule.id, rule.when, allFacts(content))
  const report = (problem: string) => found.push({ collection: 'derive_rules', item_id: rule.id, problem })
  for (const [name, value] of Object.entries(rule.set)) {
    const fact = content.derived_facts.find((candidate) => candidate.id === name)
    if (!fact) report(`it sets "${name}", which is not a derived fact`)
    else if (fact.type === 'choices') report(`it sets the list "${name}"; a list is added to`)
    else for (const problem of valueProblems(value, fact)) report(problem)
    if (fact?.type === 'date_key' && !content.law_dates.some((date) => date.id === value)) {
      report(`it sets "${name}" to "${value}", which is not a date of the law`)
    }
    if (name === 'tier' && !content.tiers.some((tier) => tier.id === value))
      report(`the tier "${value}" does not exist`)
  }
  for (const [name, value] of Object.entries(rule.add ?? {})) {
    const fact = allFacts(content).find((candidate) => candidate.id === name)
    if (fact?.type !== 'choices') report(`it adds to "${name}", which is not a list`)
    else for (const problem of valueProblems(value, fact)) report(problem)
  }
  return found
}

/**
 * A stop rule looks at answers only, sets the tier only, and the stop rules are written in the order in which the
 * questions decide them, so that the first that holds is the one at which the questionnaire ended.
 */
function stopProblems(content: ClassifierContent): ItemProblem[] {
  const found: ItemProblem[] = []
  const position = (name: string) => content.questions.findIndex((question) => question.id === name)
  const written = new Set<string>()
  let decidedSoFar = -1
  for (const rule of content.derive_rules) {
    const report = (problem: string) => found.push({ collection: 'derive_rules', item_id: rule.id, problem })
    if (rule.stop) {
      const facts = factsOf(rule.when)
      if (facts.some((name) => position(name) < 0)) report('a stop rule looks at answers only')
      if (facts.some((name) => written.has(name)))
        report('a stop rule looks at a fact that an earlier rule changes')
      if (Object.keys(rule.set).join() !== 'tier' || rule.add)
        report('a stop rule sets the tier and nothing else')
      const decided = Math.max(...facts.map(position))
      if (decided < decidedSoFar) report('stop rules stand in the order of the questions that decide them')
      decidedSoFar = decided
    }
    for (const name of Object.keys({ ...rule.set, ...rule.add })) written.add(name)
  }
  return found
}

function dateFactProblems(
  id: string,
  dateFact: string | undefined,
  content: ClassifierContent,
): ItemProblem[] {
  if (dateFact === undefined) return []
  const fact = content.derived_facts.find((candidate) => candidate.id === dateFact)
  if (fact?.type === 'date_key') return []
  return [
    { collection: 'obligations', item_id: id, problem: `"${dateFact}" is not a fact that holds a date` },
  ]
}
