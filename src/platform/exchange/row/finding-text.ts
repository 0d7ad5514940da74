import { type CellProblem, error, type Finding, notice } from '../../../kernel/tabular/finding.ts'

type Detail = Finding['detail']
type Text = (detail: Detail) => string

/** English texts of every finding of reading, mapping and importing, by message key. */
const texts: Readonly<Record<string, Text>> = {
  'tabular.boolean_unknown': ({ value }) => `"${value}" is neither yes nor no.`,
  'tabular.cell_unreadable': ({ value }) => `The cell holds "${value}", which could not be read; left empty.`,
  'tabular.characters_lost': () =>
    'Characters in this cell were lost before the file arrived. Compare it with its source.',
  'tabular.choice_unknown': ({ value }) => `"${value}" is none of the known answers.`,
  'tabular.date_day_assumed': ({ value, precision, date }) =>
    `"${value}" names only a ${precision}; taken as ${date}.`,
  'tabular.date_out_of_bounds': ({ value }) => `"${value}" is not a believable date.`,
  'tabular.date_probably_a_year': ({ value, year }) =>
    `"${value}" is probably the year ${year} that a spreadsheet took for a day number.`,
  'tabular.date_unreadable': ({ value }) => `"${value}" was not read as a date.`,
  'tabular.encoding_guessed': ({ encoding }) =>
    `The file is not UTF-8; it was read as ${encoding}, a guess. Check names with accents.`,
  'tabular.error_cell': ({ value }) => `The cell holds the spreadsheet error ${value}. Correct the formula.`,
  'tabular.formula_cell': () => 'The cell holds a formula. Replace it by its value and save the file again.',
  'tabular.hidden_column': () => 'This column is hidden in the workbook; it was read all the same.',
  'tabular.hidden_row': () => 'This row is hidden in the workbook; it was read all the same.',
  'tabular.list_item_unknown': ({ value }) => `"${value}" is none of the known answers.`,
  'tabular.merged_cells': ({ areas }) =>
    `The sheet has ${areas} merged areas; only their first cell holds the value.`,
  'tabular.number_unreadable': ({ value }) => `"${value}" was not read as a number.`,
  'tabular.other_sheets': ({ sheet }) => `Only the sheet "${sheet}" was read; the workbook has others.`,
  'tabular.required_missing': () => 'A value is required here and the cell is empty.',
  'tabular.row_too_short': ({ cells, columns }) => `The row has ${cells} of ${columns} cells.`,
  'tabular.row_too_wide': ({ cells, columns }) =>
    `The row has ${cells} cells for ${columns} columns. Look for a delimiter inside a cell.`,
  'tabular.text_too_long': ({ length, max_length }) =>
    `The text has ${length} characters, ${max_length} are allowed. Shorten it.`,
  'exchange.value_not_allowed': ({ field, reason }) =>
    `The value does not fit the field ${field}: ${reason}.`,
  'exchange.record_unknown': ({ register, path }) => `There is no ${register} "${path}".`,
  'exchange.record_ambiguous': ({ register, path }) =>
    `Several records of the register ${register} are called "${path}". Name it by its id.`,
  'exchange.record_not_creatable': ({ register, path }) =>
    `There is no ${register} "${path}", and your role does not allow creating it.`,
  'exchange.record_archived': () =>
    'The row belongs to a record that was archived since; the record was left as it is.',
  'exchange.id_unknown': ({ id }) =>
    `There is no record with the id "${id}" here. Leave the cell empty to create one.`,
  'exchange.record_moved_on': ({ version, current_version }) =>
    `The record is at version ${current_version} now, the row was written on version ${version}. Export it again and repeat the change.`,
  'exchange.not_owned': () => 'Your role lets you change only records that you own.',
  'exchange.refused_by_rule': ({ reason }) => `${reason}`,
  'exchange.field_refused': ({ field, reason }) => `${field}: ${reason}.`,
  'exchange.edit_replaced': ({ field }) =>
    `The field ${field} was edited after the last import; the file brings a new value, which replaces it.`,
}

/** What a finding says, in English; an unknown key is shown as it is. */
export const findingText = (finding: CellProblem): string =>
  texts[finding.message_key]?.(finding.detail) ?? finding.message_key

export const valueNotAllowed = (field: string, reason: string): CellProblem =>
  error('exchange.value_not_allowed', { field, reason })

export const recordUnknown = (register: string, path: string): CellProblem =>
  error('exchange.record_unknown', { register, path })

export const recordAmbiguous = (register: string, path: string): CellProblem =>
  error('exchange.record_ambiguous', { register, path })

export const recordNotCreatable = (register: string, path: string): CellProblem =>
  error('exchange.record_not_creatable', { register, path })

export const recordArchived: CellProblem = notice('exchange.record_archived')

export const idUnknown = (id: string): CellProblem => error('exchange.id_unknown', { id })

export const recordMovedOn = (version: number, current_version: number): CellProblem =>
  error('exchange.record_moved_on', { version, current_version })

export const notOwned: CellProblem = error('exchange.not_owned')

export const refusedByRule = (reason: string): CellProblem => error('exchange.refused_by_rule', { reason })

export const fieldRefused = (field: string, reason: string): CellProblem =>
  error('exchange.field_refused', { field, reason: reason.replace(/\.$/, '') })

export const editReplaced = (field: string): CellProblem => notice('exchange.edit_replaced', { field })
