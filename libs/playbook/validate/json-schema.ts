import { z } from 'zod';
import { type CardKind, playbookDefinitionSchema, type Rule } from '#libs/contracts';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Words = readonly [title: string, description: string];

/** What editors show beside the shapes of cards. */
const CARDS: Readonly<Record<CardKind, Words>> = {
  greeting: ['Greeting', 'Says the first words; may show them beside the closed launcher'],
  message: ['Message', 'Says its text, or one of several variants, and goes on'],
  question: ['Question', 'Asks to choose; each choice goes its own way'],
  capture: ['Capture', 'Asks for one detail and checks the answer'],
  meeting: ['Meeting', 'Shows a link to book a meeting and asks whether it is done'],
  condition: ['Condition', 'Goes on along the first branch whose rule holds'],
  jump: ['Jump', 'Goes on elsewhere'],
  setField: ['Set field', 'Gives a field a value, or forgets it'],
  wait: ['Wait', 'Lets some time pass'],
  schedule: ['Schedule', 'Waits until the opening hours begin'],
  liveChat: ['Live chat', 'Calls people and waits for them'],
  qualify: ['Qualify', 'Marks the visitor as worth a salesperson’s time'],
  disqualify: ['Disqualify', 'Marks the visitor as not worth a salesperson’s time'],
  result: ['Result', 'Makes a lead, a deal or a CRM activity, once'],
  http: ['HTTP', 'Asks another service and keeps fields of its answer'],
  end: ['End', 'Says goodbye and closes the session'],
};

const RULES: Readonly<Record<Rule['test'], Words>> = {
  all: ['All', 'Every one of the rules holds'],
  any: ['Any', 'One of the rules holds'],
  not: ['Not', 'The rule does not hold'],
  field: ['Field', 'A field is known, or compares so'],
  language: ['Language', 'The visitor’s language; “pt” is every Portuguese'],
  page: ['Page', 'The path of the page fits one of the patterns'],
  utm: ['UTM', 'A UTM parameter of the page has one of the values'],
  visit: ['Visit', 'The visitor is new, or was here before'],
  hours: ['Opening hours', 'They are open, or closed, now'],
  team: ['Team', 'Somebody of the team (missing: of anybody) is online, or nobody'],
  arm: ['Arm', 'The visitor is in this arm of the experiment'],
  qualified: ['Qualified', 'A card qualified, or disqualified, the visitor'],
};

const DEFINITIONS: Readonly<Record<string, Words>> = {
  PlaybookDefinition: ['Playbook', 'A graph of cards with its appearance, languages and texts'],
  Appearance: ['Appearance', 'How the chat looks'],
  OpeningHours: ['Opening hours', 'When the team is there; a playbook without them is always open'],
  Card: ['Card', 'One step of the playbook'],
  LocalizedText: ['Text', ''],
  Silence: ['Silence', 'What happens while the visitor says nothing'],
  Rule: ['Rule', 'What a condition asks'],
  PlaybookTest: ['Test', 'A script that must go as expected; run before the playbook is published'],
  Script: ['Script', 'What a visitor, agents and the clock do'],
};

const wordsOf = (table: Readonly<Record<string, Words>>, schema: JsonSchema, key: string): Words | undefined => {
  const named = schema.properties?.[key];
  const value = typeof named === 'object' ? named.const : undefined;
  return typeof value === 'string' && Object.hasOwn(table, value) ? table[value] : undefined;
};

function explain(schema: JsonSchema, words: Words | undefined): void {
  if (!words) return;
  const [title, description] = words;
  schema.title = title;
  if (description !== '') schema.description ??= description;
}

function override({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  explain(jsonSchema, wordsOf(CARDS, jsonSchema, 'kind'));
  explain(jsonSchema, wordsOf(RULES, jsonSchema, 'test'));
  const kind = jsonSchema.properties?.kind;
  if (typeof kind === 'object' && kind.const === 'message') {
    jsonSchema.oneOf = [{ required: ['text'] }, { required: ['variants'] }];
  }
}

/**
 * The format that is written, as JSON Schema (draft 2020-12): what an admin may write, so that fields with a default
 * may be left out. Strict, as the form's check: an unknown key is an error.
 */
export function playbookJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(playbookDefinitionSchema, { io: 'input', override });
  for (const [name, definition] of Object.entries(schema.$defs ?? {})) {
    explain(definition as JsonSchema, Object.hasOwn(DEFINITIONS, name) ? DEFINITIONS[name] : undefined);
  }
  const { $schema, ...rest } = schema;
  return { $schema, title: 'Foyer playbook', ...rest };
}
