/**
 * Which register of the product holds what the packs call a kind of record. Packs use snake_case words of their
 * own; registers are kebab-case. Where nothing is said here, the words are the same in both.
 */
const differently: Readonly<Record<string, string>> = {
  role_determination: 'determination',
  // In the packs an obligation is what law or a contract asks for; the product's obligation is work that is due.
  obligation: 'legal-obligation',
  obligation_mapping: 'legal-obligation',
  // Who holds authority, with dates and deputy. Access roles are something else.
  role_assignment: 'appointment',
  custom_control: 'control',
  control_operation_record: 'control',
  soa: 'statement-of-applicability',
  soa_entry: 'applicability-decision',
  site: 'organization-unit',
}

/** The register that holds a kind of record, by the word of the packs. */
export const registerOf = (recordType: string): string =>
  differently[recordType] ?? recordType.replaceAll('_', '-')

/** The kinds of record that are named differently in the product. */
export const renamedRecordTypes: readonly string[] = Object.keys(differently)
