/** What the console's world is made of: records, enums and sealed types without behaviour of their own. */
@NullMarked
package com.talkiego.dispatch.core.model;

import org.jspecify.annotations.NullMarked;
