# Copies the files named on standard input to a folder, and rewrites the guards of those under a
# path so that each can be switched off by its number. Only what changed is written, so that the
# next build of the copy is incremental. Used by mutants.sh.
#
#   find Sources Tests -type f | perl mutate.pl FOLDER Sources/Contracts/Vault/ >LIST
#
# LIST has a line a mutant, `NUMBER <tab> FILE:LINE <tab> ERROR`; the number is `-` for a guard
# that cannot be switched off, with the reason after the error, and `?` (with no place) for a
# declared error that no mutant stands for.
#
#   guard a, try b else { throw Refusal.x }   becomes
#   guard Mutant.isOff(1) ? true : (a), try Mutant.isOff(2) ? true : (b) else { … }
#
#   if a { throw Refusal.x }                  becomes
#   if a { if !Mutant.isOff(3) { throw Refusal.x } }
use strict;
use warnings;

my ($folder, $mutated) = @ARGV;
die "usage: mutate.pl FOLDER PATH <LIST\n" unless defined $mutated;

my $count = 0;
my (@lines, %covered, %signature);

my @paths = sort map { chomp; $_ } <STDIN>;
my %sources = map { $_ => slurp($_) } grep { /^\Q$mutated\E.*\.swift$/ } @paths;

# What an error is called on the chain: `static func notKeeper(…) … custom("NotKeeper(address)"`.
for my $text (values %sources) {
    while ($text =~ /\bstatic\s+(?:let|func)\s+(\w+)[^"]*?\bcustom\(\s*"(\w+)\(/g) {
        $signature{$1} = $2;
    }
}

# Only the tests of the module are built.
(my $module = $mutated) =~ s{^Sources/(\w+)/.*}{$1};
my $alone = "package.targets.removeAll { \$0.isTest && \$0.name != \"${module}Tests\" }\n";

my %kept;
for my $path (@paths) {
    my $text = exists $sources{$path} ? rewrite($path, $sources{$path}) : slurp($path);
    $text .= "\n$alone" if $path eq "Package.swift";
    $kept{$path} = 1;
    put($path, $text);
}
die "mutate.pl: no guard under $mutated\n" unless $count;

$kept{"Sources/$module/Mutant.swift"} = 1;
put("Sources/$module/Mutant.swift", <<'SWIFT');
import Glibc

/// Which guard is switched off in this run: the number in BALLAST_MUTANT, none without one.
enum Mutant {
    private static let number: Int32 = getenv("BALLAST_MUTANT").map { atoi($0) } ?? 0

    static func isOff(_ guardNumber: Int32) -> Bool { guardNumber == number }
}
SWIFT

# What the checkout has no more must not be built either.
for my $top (qw(Sources Tests docs scenarios)) { prune($top) }

print "$_\n" for @lines;
for my $name (sort values %signature) {
    print "?\t\t$name\n" unless $covered{$name};
}

# --- Rewriting

# The text with every guard that refuses made conditional.
sub rewrite {
    my ($path, $text) = @_;
    my $code = blank($text);
    my (@edits, @elses);
    while ($code =~ /\bguard\b/g) {
        my $start = $+[0];
        my ($else, $open) = elseOf($code, $start) or next;
        my $close = closing($code, $open);
        push @elses, [$open, $close];
        my @errors = refusals(direct($code, $open, $close));
        if (!@errors) {
            next unless direct($code, $open, $close) =~ /\bthrow\s+([^\n]*\S)/;
            push @lines, "-\t" . place($path, $code, $start) . "\t$1\tno error of the vault's";
            next;
        }
        my @clauses = clauses($code, $start, $else);
        my @tests = grep { substr($code, $_->[0]) !~ /^(?:let|var|case)\b|^\#/ } @clauses;
        my $error = join '/', @errors;
        if (!@tests) {
            my $at = place($path, $code, $start);
            push @lines, "-\t$at\t$error\tbinds a value that what follows needs";
            next;
        }
        my $part = 0;
        for my $test (@tests) {
            my ($from, $to) = @$test;
            my $number = mutant($path, $code, $start, $error, ++$part, scalar @tests);
            my $try = substr($code, $from, $to - $from) =~ /^(try\s+)/ ? length $1 : 0;
            push @edits, [$from + $try, "Mutant.isOff($number) ? true : ("], [$to, ')'];
        }
    }
    while ($code =~ /\bthrow\s+Refusal\.(\w+)/g) {
        my ($start, $name) = ($-[0], $1);
        my $end = statementEnd($code, $+[0]);
        my $block = opening($code, $start);
        next if grep { $_->[0] == $block } @elses;
        my $error = named($name);
        my $isIf = head($code, $block) =~ /\bif\b/;
        if (!$isIf && signatureOf($code, $start) =~ /->/) {
            my $at = place($path, $code, $start);
            push @lines, "-\t$at\t$error\tends a function that must return a value";
            next;
        }
        my $number = mutant($path, $code, $start, $error, 1, 1);
        push @edits, [$start, "if !Mutant.isOff($number) { "], [$end, ' }'];
    }
    for my $edit (sort { $b->[0] <=> $a->[0] } @edits) {
        substr($text, $edit->[0], 0) = $edit->[1];
    }
    return $text;
}

# Notes a mutant and gives its number.
sub mutant {
    my ($path, $code, $at, $error, $part, $parts) = @_;
    $count++;
    $covered{$_} = 1 for split m{/}, $error;
    my $which = $parts > 1 ? " ($part of $parts)" : '';
    push @lines, "$count\t" . place($path, $code, $at) . "\t$error$which";
    return $count;
}

sub named { my ($name) = @_; return $signature{$name} // $name }

sub refusals {
    my ($code) = @_;
    my (%seen, @names);
    while ($code =~ /\bthrow\s+Refusal\.(\w+)/g) {
        push @names, named($1) unless $seen{$1}++;
    }
    return @names;
}

sub place {
    my ($path, $code, $at) = @_;
    (my $file = $path) =~ s{.*/}{};
    return $file . ':' . (1 + (substr($code, 0, $at) =~ tr/\n//));
}

# --- Reading Swift, as far as this needs it

# The text with comments and strings blanked out, of the same length.
sub blank {
    my ($text) = @_;
    my $hide = sub { my ($part) = @_; $part =~ s/[^\n]/ /g; return $part };
    $text =~ s{(//[^\n]*|/\*.*?\*/|"""(?:\\.|.)*?"""|"(?:\\.|[^"\\\n])*")}{$hide->($1)}gse;
    return $text;
}

# Where the `else` of a guard is and where its block opens: the first outside of brackets.
sub elseOf {
    my ($code, $from) = @_;
    my $depth = 0;
    pos($code) = $from;
    while ($code =~ /([(\[{])|([)\]}])|\belse\s*(\{)/g) {
        if (defined $1) { $depth++ }
        elsif (defined $2) { return if --$depth < 0 }
        elsif ($depth == 0) { return ($-[0], $-[3]) }
        else { $depth++ }
    }
    return;
}

# The end of the block that opens at a place.
sub closing {
    my ($code, $open) = @_;
    my $depth = 0;
    pos($code) = $open;
    while ($code =~ /([{])|([}])/g) {
        $depth += defined $1 ? 1 : -1;
        return $-[0] if $depth == 0;
    }
    die "mutate.pl: a block does not close\n";
}

# Where the block around a place opens.
sub opening {
    my ($code, $at) = @_;
    my $depth = 0;
    for (my $index = $at - 1; $index >= 0; $index--) {
        my $char = substr $code, $index, 1;
        if ($char eq '}') { $depth++ }
        elsif ($char eq '{') { return $index if $depth-- == 0 }
    }
    return -1;
}

# A block's own statements, without those of blocks in it.
sub direct {
    my ($code, $open, $close) = @_;
    my $body = substr $code, $open + 1, $close - $open - 1;
    1 while $body =~ s/\{[^{}]*\}/' ' x length $&/e;
    return $body;
}

# The line before a block.
sub head {
    my ($code, $open) = @_;
    return substr($code, 0, $open) =~ /([^\n{}]*)$/ ? $1 : '';
}

# The declaration of the function around a place.
sub signatureOf {
    my ($code, $at) = @_;
    my $block = opening($code, $at);
    while ($block >= 0) {
        my $before = substr $code, 0, $block;
        return $1 if $before =~ /\b((?:func|init|get|var)\b[^{}]*)$/;
        $block = opening($code, $block);
    }
    return '';
}

# Where a statement ends: after its brackets, at the end of a line or block.
sub statementEnd {
    my ($code, $from) = @_;
    my $depth = 0;
    for (my $index = $from; $index < length $code; $index++) {
        my $char = substr $code, $index, 1;
        if ($char =~ /[(\[{]/) { $depth++ }
        elsif ($char =~ /[)\]}]/) { return $index if $depth-- == 0 }
        elsif ($char eq "\n" && $depth == 0) { return $index }
    }
    return length $code;
}

# The conditions of a guard, without the blanks around them.
sub clauses {
    my ($code, $start, $end) = @_;
    my ($depth, $from, @found) = (0, $start);
    for my $index ($start .. $end) {
        my $char = $index == $end ? ',' : substr $code, $index, 1;
        if ($char =~ /[(\[{]/) { $depth++ }
        elsif ($char =~ /[)\]}]/) { $depth-- }
        elsif ($char eq ',' && $depth == 0) {
            my $to = $index;
            $from++ while $from < $to && substr($code, $from, 1) =~ /\s/;
            $to-- while $to > $from && substr($code, $to - 1, 1) =~ /\s/;
            push @found, [$from, $to];
            $from = $index + 1;
        }
    }
    return @found;
}

# --- Files

sub slurp {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "mutate.pl: $path: $!\n";
    local $/;
    my $text = <$file>;
    return $text // '';
}

# Writes a file of the copy unless it is the same already.
sub put {
    my ($path, $text) = @_;
    my $target = "$folder/$path";
    return if -e $target && slurp($target) eq $text;
    my $made = '';
    for my $part (split m{/}, $target =~ s{/[^/]*$}{}r) {
        $made .= "$part/";
        mkdir $made unless $made eq '/' || -d $made;
    }
    open my $file, '>:raw', $target or die "mutate.pl: $target: $!\n";
    print $file $text or die "mutate.pl: $target: $!\n";
    close $file or die "mutate.pl: $target: $!\n";
}

# Removes from the copy what the checkout does not have.
sub prune {
    my ($path) = @_;
    opendir my $handle, "$folder/$path" or return;
    for my $name (grep { !/^\.\.?$/ } readdir $handle) {
        my $inner = "$path/$name";
        if (-d "$folder/$inner") { prune($inner) }
        elsif (!$kept{$inner}) { unlink "$folder/$inner" }
    }
}
