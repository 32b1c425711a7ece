//! What codes and names look like in the document of the interface for programs (OpenAPI): texts of a form.

use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::code::{ActorCode, RuleId, TopicId};
use crate::date::Edtf;
use crate::identity::{DocumentId, ExpressionId, ProvisionId};
use crate::record::Hash;

macro_rules! texts {
    ($($name:ident: $pattern:literal, $example:literal, $description:literal;)*) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .pattern(Some($pattern))
                    .examples([$example])
                    .description(Some($description))
                    .into()
            }
        }

        impl ToSchema for $name {}
    )*};
}
texts! {
    ActorCode: "^.+$", "ARV", "A state (ISO 3166-1 alpha-3) or an organisation (its usual short name in capitals)";
    TopicId: "^[a-z-]+$", "cyber", "A concept of the controlled vocabulary of topics";
    RuleId: "^.+$", "acts.en/approval/welcome", "The rule a finding rests on";
    Edtf: "^.+$", "2025-05-21", "A date or period in EDTF (ISO 8601-2): 2025-05-21, 2025-05, 2025, 2025/2027";
    DocumentId: "^[a-z0-9]+(-[a-z0-9]+)*$", "arv-hta-2025-05-21", "A document's lasting name";
    ExpressionId: "^[a-z0-9-]+/(ja|en|und)$", "arv-hta-2025-05-21/en", "A document in one language";
    ProvisionId: "^[a-z0-9-]+(/(ja|en|und))?#p[1-9][0-9]*$", "arv-hta-2025-05-21/en#p12", "A provision's lasting name";
    Hash: "^[0-9a-f]{64}$", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "SHA-256 of original bytes";
}
