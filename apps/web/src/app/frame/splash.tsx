import { Center, Loader } from '@mantine/core';

/** The short moment before the first page. */
export function Splash() {
  return (
    <Center mih="100dvh">
      <Loader />
    </Center>
  );
}
