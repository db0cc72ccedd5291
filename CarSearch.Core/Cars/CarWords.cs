using System.Collections.Immutable;
using System.Text;

namespace CarSearch.Cars;

/// <summary>The names of sizes, types, transmissions and fuels in the API: those of the enumerations in camelCase.</summary>
public static class CarWords
{
    /// <summary>Gets the names of the sizes.</summary>
    public static Words<CarSize> Sizes { get; } = new();

    /// <summary>Gets the names of the types.</summary>
    public static Words<CarType> Types { get; } = new();

    /// <summary>Gets the names of the transmissions.</summary>
    public static Words<Transmission> Transmissions { get; } = new();

    /// <summary>Gets the names of the fuels.</summary>
    public static Words<Fuel> Fuels { get; } = new();

    /// <summary>The names of an enumeration whose values are consecutive from 0.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public sealed class Words<T>
        where T : struct, Enum
    {
        private const string Separators = "-_ ";

        private readonly ImmutableArray<string> text;
        private readonly ImmutableArray<byte[]> utf8;
        private readonly ImmutableArray<T> values;

        internal Words()
        {
            values = [.. Enum.GetValues<T>()];
            text = [.. values.Select(value => value.ToString()).Select(name => char.ToLowerInvariant(name[0]) + name[1..])];
            utf8 = [.. text.Select(Encoding.UTF8.GetBytes)];
        }

        /// <summary>Gets the number of values.</summary>
        public int Count => values.Length;

        /// <summary>Gets all names, in the order of the values.</summary>
        public ImmutableArray<string> All => text;

        /// <summary>Gets the name of a value.</summary>
        public string this[int index] => text[index];

        /// <summary>Returns the name of a value in UTF-8.</summary>
        public ReadOnlySpan<byte> Utf8(int index) => utf8[index];

        /// <summary>Returns the name of a value.</summary>
        public string Format(T value) => text[values.IndexOf(value)];

        /// <summary>Finds a value by its exact name in UTF-8. Returns null if there is none.</summary>
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

        /// <summary>
        /// Finds a value by its name, ignoring case and a hyphen, underscore or space between two letters. Returns null if there is none.
        /// </summary>
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
