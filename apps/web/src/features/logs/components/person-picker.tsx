import { useState } from 'react';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { peopleQuery } from '../api/find-people.js';

const TYPING_MS = 300;

interface PersonPickerProps {
  className?: string | undefined;
  onPick: (userId: string) => void;
}

/** Finds a person by name or e-mail; whom the list is narrowed to stands as a mark beside. */
export function PersonPicker({ className, onPick }: PersonPickerProps) {
  const { t } = useTranslation('admin');
  const [search, setSearch] = useState('');
  const [typed] = useDebouncedValue(search, TYPING_MS);
  const people = useQuery(peopleQuery(typed.trim()));
  const found = people.data?.items ?? [];
  return (
    <Select
      aria-label={t('logs.person')}
      placeholder={t('logs.anyPerson')}
      searchable
      value={null}
      searchValue={search}
      onSearchChange={setSearch}
      data={found.map(({ id, name, email }) => ({ value: String(id), label: `${name} · ${email}` }))}
      filter={({ options }) => options}
      nothingFoundMessage={t('logs.nobody')}
      onChange={(userId) => {
        if (userId) onPick(userId);
        setSearch('');
      }}
      className={className}
    />
  );
}
