using System.Xml;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the attributes of an element, without a string for each value.</summary>
internal sealed class ElementReader(XmlReader xml)
{
    private const int MaxInternedLength = 128;

    private readonly string?[] interned = new string?[256];
    private char[] value = new char[256];
    private int valueLength = -1;

    /// <summary>Gets the local name of the element or the current attribute.</summary>
    public string Name => xml.LocalName;

    /// <summary>Gets the name of the element or the current attribute, with its prefix.</summary>
    public string QualifiedName => xml.Name;

    /// <summary>Gets the value of the current attribute. The next attribute overwrites it.</summary>
    public ReadOnlySpan<char> Value
    {
        get
        {
            if (valueLength < 0)
            {
                ReadValue();
            }

            return value.AsSpan(0, valueLength);
        }
    }

    /// <summary>
    /// Gets the value of the current attribute, trimmed, or null if it is empty. Most values repeat from offer to offer; recent ones are
    /// not allocated again.
    /// </summary>
    public string? Text => Value.Trim() is { IsEmpty: false, Length: <= MaxInternedLength } text ? Intern(text) : UniqueText;

    /// <summary>Gets the value of the current attribute, trimmed, or null if it is empty.</summary>
    public string? UniqueText => Value.Trim() is { IsEmpty: false } text ? text.ToString() : null;

    /// <summary>Moves to the next attribute.</summary>
    public bool MoveToNextAttribute()
    {
        valueLength = -1;
        return xml.MoveToNextAttribute();
    }

    /// <summary>Returns the value of an attribute, or null if there is none.</summary>
    public string? GetAttribute(string name) => xml.GetAttribute(name);

    private string Intern(ReadOnlySpan<char> text)
    {
        ref var slot = ref interned[string.GetHashCode(text) & (interned.Length - 1)];
        return text.SequenceEqual(slot) ? slot! : slot = text.ToString();
    }

    private void ReadValue()
    {
        valueLength = 0;
        int space, read;
        do
        {
            // A surrogate pair is read as a whole.
            space = value.Length - valueLength;
            if (space < 2)
            {
                Array.Resize(ref value, 2 * value.Length);
                space = value.Length - valueLength;
            }

            read = xml.ReadValueChunk(value, valueLength, space);
            valueLength += read;
        }
        while (read >= space - 1);
    }
}
