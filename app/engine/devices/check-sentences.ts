/** What a device must make the same vectors of as the CPU: short and long, plain and odd, in several scripts. */
export const CHECK_SENTENCES: readonly string[] = [
  'Yes.',
  'The ferry was late again.',
  'A lease may be ended early when both sides agree in writing and the rent has been paid in full.',
  'No one objected to the plan, although nobody had read it.',
  'Invoice 2024-0317: 3 × 49.90 € plus 19 % VAT, due within 14 days.',
  'Café Zürich serves naïve résumés — or so the sign says.',
  '合同将于三月到期，नदी का पानी रात भर बढ़ता रहा।',
  'Rain is expected in the north tomorrow, with some sun in the afternoon along the coast, while the mountains stay dry and cold until the end of the week and perhaps beyond it.',
];
