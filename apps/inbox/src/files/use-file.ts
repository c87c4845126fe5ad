import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../app/desk.ts';

/**
 * The address of a stored file in this page, from when the element comes near the view; null before, and where it
 * cannot be had.
 */
export function useFile(fileId: string, near: RefObject<Element | null>): string | null {
  const { api } = useDesk();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!near.current) return;
    let made: string | null = null;
    let over = false;
    const load = async () => {
      const blob = await api.file(fileId).catch(() => null);
      if (blob === null || over) return;
      made = URL.createObjectURL(blob);
      setAddress(made);
    };
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (!seen?.isIntersecting) return;
        observer.disconnect();
        void load();
      },
      { rootMargin: '300px' },
    );
    observer.observe(near.current);
    return () => {
      over = true;
      observer.disconnect();
      if (made) URL.revokeObjectURL(made);
    };
  }, [fileId]);
  return address;
}
