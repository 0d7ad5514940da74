import { type Command, UsageError } from './command.ts'
import { describeOperation, describeSubject } from './operation/describe-operation.ts'
import { operationNamed, operationsBySubject, subjectNamed } from './operation/operation-catalogue.ts'

type Commands = Readonly<Record<string, () => Promise<Command>>>

/** `plumbline help`: the commands; of a subject its operations; of an operation what it takes. */
export const helpCommand = (commands: Commands): Command => ({
  name: 'help',
  usage: '[COMMAND | SUBJECT | SUBJECT.VERB]',
  summary: 'Say what there is, and what an operation takes',
  run: async ([topic, verb, ...more], { terminal }) => {
    if (more.length > 0) throw new UsageError('Name one command, subject or operation.')
    const command = topic === undefined ? undefined : commands[topic]
    if (topic === undefined) {
      terminal.line(await overview(commands))
      return 0
    }
    if (command && verb === undefined) {
      const { name, usage, summary } = await command()
      terminal.line(`plumbline ${name} ${usage}\n    ${summary}`)
      return 0
    }
    const subject = subjectNamed(topic)
    terminal.line(
      subject !== undefined && verb === undefined
        ? describeSubject(subject, operationsBySubject.get(subject) ?? [])
        : describeOperation(operationNamed(topic, verb)),
    )
    return 0
  },
})

async function overview(commands: Commands): Promise<string> {
  const lines: string[] = ['plumbline COMMAND', '']
  for (const load of Object.values(commands)) {
    const { name, usage, summary } = await load()
    lines.push(`  ${name} ${usage}`, `      ${summary}`)
  }
  return [
    ...lines,
    '',
    'plumbline SUBJECT VERB, for any operation of a running product. Subjects:',
    `  ${[...operationsBySubject.keys()].join(', ')}`,
    '',
    'Operations and files go to the product at PLUMBLINE_URL, with the key in PLUMBLINE_API_KEY.',
  ].join('\n')
}
