"""How an act is performed: the engine that every act on a ticket runs on."""
