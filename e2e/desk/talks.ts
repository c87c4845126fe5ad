/** One turn of a talk: who says it, and what. A note is seen by agents only. */
export type Turn = ['visitor' | 'agent' | 'note', string];

/** A visitor's conversation, as it stands when the desk is filled. */
export interface Talk {
  /** How tests and screenshots name it. */
  key: string;
  /** Who took it; without, the visitor still waits. */
  by?: 'ana' | 'ben';
  language: 'en' | 'es';
  pageUrl: string;
  turns: readonly Turn[];
  details?: { personName: string } & Partial<
    Record<'email' | 'phone' | 'organisation' | 'dealValue' | 'currency' | 'note', string>
  >;
  result?: { kind: 'lead' | 'deal' | 'crmActivity'; title: string };
  closed?: true;
}

const SHOP = 'https://nordlys.example';

/** A morning at the lamp shop. No emoji: not every machine that takes pictures has a font for them. */
export const TALKS: readonly Talk[] = [
  {
    key: 'returned-lamp',
    by: 'ben',
    language: 'en',
    pageUrl: `${SHOP}/returns`,
    turns: [
      ['visitor', 'The shade of my Aurora arrived with a small tear.'],
      ['agent', 'I am sorry to hear that. A new shade is on its way, and you may keep the old one.'],
      ['visitor', 'That was quick, thank you!'],
    ],
    details: { personName: 'Tomas Berg', email: 'tomas@berg.example' },
    closed: true,
  },
  {
    key: 'quote-sent',
    by: 'ana',
    language: 'en',
    pageUrl: `${SHOP}/offices`,
    turns: [
      ['visitor', 'Could you send the offer for the library again?'],
      ['agent', 'Of course. It is in your inbox now, valid until the end of the month.'],
    ],
    details: { personName: 'Ingrid Solheim', organisation: 'City Library', email: 'ingrid@library.example' },
    result: { kind: 'crmActivity', title: 'Ask whether the offer fits' },
    closed: true,
  },
  {
    key: 'hotel',
    by: 'ben',
    language: 'en',
    pageUrl: `${SHOP}/lamps/ember`,
    turns: [
      ['visitor', 'We would like forty lanterns for a hotel terrace. Do they stand rain?'],
      ['agent', 'They do: the glass is sealed, and the brass only gets more beautiful.'],
      ['visitor', 'Lovely. And how long is delivery to Bergen?'],
    ],
    details: { personName: 'Maja Lind', organisation: 'Hotel Fjordblikk' },
  },
  {
    key: 'factura',
    by: 'ana',
    language: 'es',
    pageUrl: `${SHOP}/es/pedido`,
    turns: [
      ['visitor', 'Buenos días, necesito una factura con los datos de mi empresa.'],
      ['agent', 'Claro que sí. ¿Me indica el nombre y el NIF?'],
      ['visitor', 'Estudio Olmo, B12345674. ¡Gracias!'],
    ],
    details: { personName: 'Lucía Romero', organisation: 'Estudio Olmo', email: 'lucia@olmo.example' },
  },
  {
    key: 'school',
    by: 'ana',
    language: 'en',
    pageUrl: `${SHOP}/offices`,
    turns: [
      ['visitor', 'Do you give schools a discount? It would be eleven reading corners.'],
      ['agent', 'We do, 15 % from ten pieces on. Shall I write you an offer?'],
    ],
    details: { personName: 'Henrik Aas', organisation: 'Lunden School', email: 'henrik@lunden.example' },
  },
  {
    key: 'gift',
    by: 'ana',
    language: 'es',
    pageUrl: `${SHOP}/es/lamps/ember`,
    turns: [
      ['visitor', '¿Pueden envolver el farol para regalo?'],
      ['agent', 'Por supuesto, sin coste. ¿Quiere añadir una tarjeta?'],
      ['visitor', 'Sí: «Feliz cumpleaños, Marta».'],
    ],
    details: { personName: 'Pablo Serrano', email: 'pablo@serrano.example' },
  },
  {
    key: 'cable',
    by: 'ana',
    language: 'en',
    pageUrl: `${SHOP}/lamps/aurora`,
    turns: [
      ['visitor', 'Is there a longer cable for the Aurora?'],
      ['agent', 'There is one of three metres, in black and in linen.'],
      ['visitor', 'Linen, please. I order it right away.'],
    ],
    details: { personName: 'Astrid Moe', email: 'astrid@moe.example' },
  },
  {
    key: 'office',
    by: 'ana',
    language: 'en',
    pageUrl: `${SHOP}/lamps/fjord`,
    turns: [
      ['visitor', 'Hello! We are moving to a new office and need lamps for 24 desks.'],
      ['agent', 'Congratulations! The Fjord desk lamp is what most offices choose. Shall I tell you about it?'],
      ['visitor', 'Yes please. Is it bright enough to work in the evening?'],
      ['agent', 'It is: 800 lumen, warm white, and it dims by touch. From twenty pieces on we give 12 % off.'],
      ['note', 'Asked by phone in May as well. Decides together with the office manager.'],
      ['visitor', 'That sounds good. Could we have one to try first?'],
      ['agent', 'Gladly. I send one today, and you keep it if you order.'],
      ['visitor', 'Perfect. What do you need from me?'],
    ],
    details: {
      personName: 'Nora Halvorsen',
      email: 'nora@halvorsen.example',
      phone: '+47 22 12 34 56',
      organisation: 'Halvorsen Architects',
      dealValue: '3146.88',
      currency: 'EUR',
      note: 'Moves in on the first of March.',
    },
    result: { kind: 'lead', title: 'Fjord lamps for 24 desks' },
  },
  {
    key: 'waiting-dimmer',
    language: 'en',
    pageUrl: `${SHOP}/lamps/aurora`,
    turns: [['visitor', 'Does the Aurora work with a wall dimmer?']],
  },
  {
    key: 'waiting-first',
    language: 'en',
    pageUrl: `${SHOP}/stories`,
    turns: [['visitor', 'I saw a green lamp in your story about the lighthouse. Can I buy it?']],
  },
];
