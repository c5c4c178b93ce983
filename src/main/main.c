#include <stdio.h>

int main(void)
{
	puts("congbo");
	return 0;
}
