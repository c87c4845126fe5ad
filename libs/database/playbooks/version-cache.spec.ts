import { DEFINITION } from '../testing/builders.ts';
import { VersionCache } from './version-cache.ts';

describe('the cache of versions', () => {
  it('forgets what was unused for longest', () => {
    const cache = new VersionCache(2);
    const version = (versionId: string) => ({ versionId, playbookId: 'p', version: 1, definition: DEFINITION });
    cache.set(version('a'));
    cache.set(version('b'));
    cache.get('a');
    cache.set(version('c'));
    expect(['a', 'b', 'c'].map((id) => cache.get(id)?.versionId)).toEqual(['a', undefined, 'c']);
  });
});
