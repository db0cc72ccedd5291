using System.Collections.Immutable;
using System.Text;

namespace CarSearch.Cars;

/// <summary>The words of the API for the values of an enumeration: its names in camelCase.</summary>
internal static class CarWords
{
    public static Words<CarSize> Sizes { get; } = new();

    public static Words<CarType> Types { get; } = new();

    public static Words<Transmission> Transmissions { get; } = new();

    public static Words<Fuel> Fuels { get; } = new();

    /// <summary>The words for one enumeration whose values count up from 0.</summary>
    public sealed class Words<T>
        where T : struct, Enum
    {
        private const string Separators = "-_ ";

        private readonly ImmutableArray<string> text;
        private readonly ImmutableArray<byte[]> utf8;
        private readonly ImmutableArray<T> values;

        public Words()
        {
            values = [.. Enum.GetValues<T>()];
            text = [.. values.Select(value => value.ToString()).Select(name => char.ToLowerInvariant(name[0]) + name[1..])];
            utf8 = [.. text.Select(Encoding.UTF8.GetBytes)];
        }

        public int Count => values.Length;

        public ImmutableArray<string> All => text;

        public string this[int index] => text[index];

        public ReadOnlySpan<byte> Utf8(int index) => utf8[index];

        /// <summary>The word for a value.</summary>
        public string Format(T value) => text[values.IndexOf(value)];

        public T? Find(ReadOnlySpan<byte> word)
        {
            for (var i = 0; i < utf8.Length; i++)
            {
                if (word.SequenceEqual(utf8[i]))
                {
                    return values[i];
                }
            }

            return null;
        }

        /// <summary>Reads a word in any case; a hyphen, an underscore or a space between two letters does not matter.</summary>
        public T? Find(string word)
        {
            var plain = word.AsSpan().ContainsAny(Separators) ? Join(word) : word;
            for (var i = 0; i < text.Length; i++)
            {
                if (plain.Equals(text[i], StringComparison.OrdinalIgnoreCase))
                {
                    return values[i];
                }
            }

            return null;
        }

        private static string Join(string word) => string.Concat(word.Where((character, i) =>
            !Separators.Contains(character, StringComparison.Ordinal) || !IsLetter(word, i - 1) || !IsLetter(word, i + 1)));

        private static bool IsLetter(string word, int i) => i >= 0 && i < word.Length && char.IsAsciiLetter(word[i]);
    }
}
