import { useEffect, useState } from 'react';
import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface SearchBoxProps {
  value: string;
  label: string;
  onSearch: (search: string) => void;
}

/** Shorter than the pause between two keys of most people would ask for each letter; longer would be felt. */
const PAUSE_MS = 120;

/** A search field that waits until the typing pauses. */
export function SearchBox({ value, label, onSearch }: SearchBoxProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [shownFor, setShownFor] = useState(value);
  const searchSoon = useDebouncedCallback(onSearch, PAUSE_MS);

  if (shownFor !== value) {
    setShownFor(value);
    if (typed.trim() !== value) setTyped(value);
  }
  useEffect(() => () => searchSoon.cancel?.(), [searchSoon]);

  const change = (text: string) => {
    setTyped(text);
    searchSoon(text.trim());
  };
  return (
    <TextInput
      type="text"
      role="searchbox"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={17} aria-hidden />}
      rightSection={typed !== '' && <CloseButton size="sm" aria-label={t('clear')} onClick={() => change('')} />}
      maxLength={200}
      style={{ flex: '1 1 240px' }}
    />
  );
}
