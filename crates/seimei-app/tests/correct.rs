//! Correcting a reading as a page does it: one document, without drawing the register.

use std::ops::ControlFlow;

use seimei_model::act::ActKind;
use seimei_model::correction::{ActCorrection, ReadingCorrection, SaidOfAct};
use seimei_model::decision::Decision;
use seimei_model::identity::ProvisionId;
use seimei_store::error::StoreError;
use seimei_store::store::Place;

use seimei_app::archive::add::{Became, Order};
use seimei_app::archive::correct::CorrectionRequest;
use seimei_app::archive::register::{Refused, Request};
use seimei_app::archive::{Archive, view};
use seimei_app::worker::Worker;

const TEXT: &str =
    "Joint Statement\n20 May 2031\n\nWe welcome the progress made. We will sign the agreement by 2032.\n";

fn kind(kind: ActKind) -> ReadingCorrection {
    let said = SaidOfAct { act: Some(kind), ..SaidOfAct::default() };
    let acts = vec![ActCorrection { number: 1, said, ..ActCorrection::default() }];
    ReadingCorrection { acts, ..ReadingCorrection::default() }
}

#[test]
fn a_reading_is_corrected_without_drawing_the_register() {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = Archive::create(Place::Folder(folder.path().join("archive"))).expect("an archive");
    let (lexicon, worker) = (seimei_app::lexicon::load(&[]).expect("a lexicon"), Worker::in_process());
    let file = folder.path().join("statement.txt");
    std::fs::write(&file, TEXT).expect("a file");
    let order = Order { paths: vec![file], by: "葵".to_owned(), ..Order::default() };
    let mut added = None;
    archive
        .add(&order, &lexicon, &worker, |acknowledged, _| {
            if let Became::Kept(kept) = acknowledged.what {
                added = Some(kept.expression);
            }
            ControlFlow::Continue(())
        })
        .expect("a commit");
    let expression = added.expect("the text is kept");
    let document = expression.document.clone();
    let provision = |number| ProvisionId { document: document.clone(), language: None, number };
    let correct = |number, correction, seen| {
        let reason = "議事録による".to_owned();
        archive.correct_reading(CorrectionRequest { provision: provision(number), correction, reason, seen }, "楓")
    };
    let made = correct(1, kind(ActKind::Note), None).expect("a decision");
    assert_eq!((made.number, made.provision.language), (2, Some(expression.language)));
    assert_eq!(made.correction.acts[0].read.as_ref().map(|read| read.act), Some(ActKind::Welcome));
    let record = archive.store().document(&document).expect("a store").expect("a document");
    let corrections = archive.corrections().expect("a store");
    let stored = archive.store().reading(&expression, None).expect("a store").expect("a reading");
    let reading = view::shown(stored, &record, &corrections);
    let act = &reading.provisions[0].acts[0];
    assert_eq!((act.act, act.rule.decision()), (ActKind::Note, Some(2)));
    assert_eq!(corrections.of(&record, expression.language, 1).len(), 1);
    // Who saw less than there is, or another wording, corrects nothing.
    let late = correct(1, kind(ActKind::Urge), Some(1)).expect_err("a conflict");
    assert!(matches!(late, Refused::Store(StoreError::Conflict { number: 2, .. })), "{late}");
    let other = ReadingCorrection { wording: "We welcome it.".to_owned(), ..kind(ActKind::Urge) };
    assert!(matches!(correct(1, other, None), Err(Refused::OtherWording(_))));
    assert!(matches!(correct(9, kind(ActKind::Urge), None), Err(Refused::NoProvision(_))));
    assert!(matches!(correct(1, ReadingCorrection::default(), None), Err(Refused::NothingCorrected)));
    // The register tells both, and undoes either.
    correct(1, kind(ActKind::Recognise), Some(2)).expect("a decision");
    let registry = archive.registry(&lexicon, &mut |_, _| {}).expect("a register");
    assert_eq!((registry.decisions().len(), registry.displaced().len()), (2, 0));
    let undo = Request { decision: Decision::Undone { number: 2 }, reason: String::new(), seen: None, file: None };
    assert_eq!(archive.decide(&registry, vec![undo], "楓").expect("a decision"), [4]);
    assert_eq!(archive.corrections().expect("a store").of(&record, expression.language, 1)[0].number, 3);
}
