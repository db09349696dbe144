/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_X86_BUG_H
#define _ASM_X86_BUG_H

void bug(const char *condition);

#define BUG_ON(condition)			\
	do {					\
		if (condition)			\
			bug(#condition);	\
	} while (0)

#endif
