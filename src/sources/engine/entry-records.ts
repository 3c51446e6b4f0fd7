import { type EntryField, WITHHELD_PLACE } from '../map/entry-fields.js';
import { UNCONFIRMED_FIELD } from '../map/unconfirmed-field.js';
import { jsonMembers } from './json-members.js';
import { type LineShape } from './line-shape.js';
import { structured } from './structured.js';

/** Members of an entry's line beside the fields; no field has such a name. */
export const ENTRY = { of: ':of', name: ':name', place: ':place', value: ':value' } as const;

/**
 * Makes one record of the lines of one thing, which come one after the other: by place, then by name. A name that comes
 * several times holds a list. No more than one value is kept at a time, however large the record is.
 */
export class EntryRecords implements LineShape {
  private of?: string;
  private place = 0;
  /** The name whose values are being written, and how many there are so far. */
  private name?: string;
  private values = 0;
  /** The first value, until it is known whether it is the only one. */
  private first = '';
  private parts = 0;
  private unsure = true;

  constructor(
    private readonly fields: readonly string[],
    private readonly entries: readonly EntryField[],
    private readonly unconfirmed: boolean,
  ) {}

  take(line: string): string {
    const members = jsonMembers(line);
    const of = members.get(ENTRY.of) ?? 'null';
    const started = of === this.of ? '' : `${this.end()}${this.start(of, members)}`;
    this.unsure &&= /^(true|1)$/.test(members.get(UNCONFIRMED_FIELD.name) ?? '');
    const place = Number(members.get(ENTRY.place));
    if (place === WITHHELD_PLACE) return started;
    return started + this.moveTo(place) + this.add(members);
  }

  end(): string {
    if (this.of === undefined) return '';
    const rest = this.moveTo(this.entries.length + 1);
    const flag = this.unconfirmed ? this.part(UNCONFIRMED_FIELD.name, String(this.unsure)) : '';
    this.of = undefined;
    return `${rest}${flag}}\n`;
  }

  private start(of: string, members: ReadonlyMap<string, string>): string {
    this.of = of;
    this.place = 0;
    this.parts = 0;
    this.unsure = true;
    return `{${this.fields.map((field) => this.part(field, members.get(field) ?? 'null')).join('')}`;
  }

  /** Ends the field that is being written, and begins that of this place; those between hold nothing. */
  private moveTo(place: number): string {
    if (place === this.place) return '';
    let text = this.endField();
    for (let at = this.place + 1; at < place; at += 1) text += this.part(this.entry(at).view.name, 'null');
    this.place = place;
    if (place > this.entries.length) return text;
    const { view, byName } = this.entry(place);
    return text + this.part(view.name, byName ? '{' : '');
  }

  private endField(): string {
    if (this.place === 0) return '';
    return this.endName() + (this.entry(this.place).byName ? '}' : '');
  }

  private endName(): string {
    const text = this.values === 1 ? this.first : ']';
    this.name = undefined;
    this.values = 0;
    return text;
  }

  private add(members: ReadonlyMap<string, string>): string {
    const entry = this.entry(this.place);
    const value = structured(members.get(ENTRY.value) ?? 'null', entry);
    const name = entry.byName ? (members.get(ENTRY.name) ?? '""') : '';
    if (this.name === name) {
      this.values += 1;
      return this.values === 2 ? `[${this.first},${value}` : `,${value}`;
    }
    const before = this.name === undefined ? '' : `${this.endName()},`;
    this.name = name;
    this.values = 1;
    this.first = value;
    return before + (entry.byName ? `${name}:` : '');
  }

  private part(name: string, value: string): string {
    this.parts += 1;
    return `${this.parts === 1 ? '' : ','}${JSON.stringify(name)}:${value}`;
  }

  private entry(place: number): EntryField {
    const entry = this.entries[place - 1];
    if (entry === undefined) throw new Error(`no field at place ${place}`);
    return entry;
  }
}
