import { uploadAnswer } from './upload.ts';

describe('uploadAnswer', () => {
  it('is the file that was stored', () => {
    const file = {
      id: '00000000-0000-7000-8000-0000000000f1',
      name: 'plan.pdf',
      mediaType: 'application/pdf',
      bytes: 7,
    };
    expect(uploadAnswer(201, JSON.stringify(file))).toEqual({ ok: true, value: file });
  });

  it.each([
    [413, '{"code":"payload_too_large"}', 'payload_too_large'],
    [415, '{"code":"file_type_not_allowed"}', 'file_type_not_allowed'],
    [413, '<html>nginx</html>', 'payload_too_large'],
    [502, '<html>bad gateway</html>', 'unreachable'],
    [200, '<html>log in to the wifi</html>', 'unreachable'],
    [500, '{}', 'unreachable'],
    [0, '', 'unreachable'],
  ])('%d %s: %s', (status, body, code) => {
    expect(uploadAnswer(status, body)).toEqual({ ok: false, code });
  });
});
