import type { Verdict } from './verdict.ts'

/** The verdict for people: several lines, without the last newline. */
export function describeVerdict(verdict: Verdict): string {
  return [...outcome(verdict), ...findings(verdict), ...notices(verdict)].join('\n')
}

function outcome(verdict: Verdict): string[] {
  const read = `${verdict.leaves} leaves, ${verdict.checkpoints} checkpoints, ${verdict.erased_leaves} leaves erased with a tombstone`
  if (!verdict.ok) {
    const [first] = verdict.findings
    return [
      'The trail does not verify.',
      first === undefined ? '' : `First bad place: ${first.message}`,
      `Read: ${read}.`,
    ]
  }
  const unproven = verdict.keys.some(({ source }) => source === 'export')
  const keys = verdict.keys.map(
    ({ verifier_key, source }) =>
      `  ${verifier_key} (${source === 'given' ? 'given by you' : 'taken from the export itself'})`,
  )
  return [
    'The trail verifies: its records are as they were signed, in order and without a gap.',
    ...(unproven
      ? ['Whose signature it is remains to be compared: the key was taken from the export itself.']
      : []),
    `Organization ${verdict.organization}, exported ${verdict.exported_at}: ${read}.`,
    `Root ${verdict.root}.`,
    verdict.witnessed_checkpoints > 0
      ? `${verdict.witnessed_checkpoints} checkpoints of the witness file agree.`
      : 'Whether newer leaves were cut off together with their checkpoints remains to be compared: a witness file, given by --witness, tells.',
    'Keys:',
    ...keys,
  ]
}

function findings(verdict: Verdict): string[] {
  if (verdict.ok) return []
  const lines = verdict.findings.map(
    ({ line, message }) => `  ${line === null ? '' : `line ${line}: `}${message}`,
  )
  const rest = verdict.findings_total - verdict.findings.length
  return [
    `Findings (${verdict.findings_total}):`,
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(verdict.stopped ? ['Checking stopped there; what comes after was not judged.'] : []),
  ]
}

function notices({ notices: list }: Verdict): string[] {
  return list.length === 0 ? [] : ['To know:', ...list.map(({ message }) => `  ${message}`)]
}
