using System.Text;
using System.Xml.Linq;

namespace CarSearch.Tests.OpenTravel;

/// <summary>
/// Mutates messages and keeps them well-formed: removes, duplicates, moves, renames and changes elements and attributes. Equal seeds give
/// equal mutations.
/// </summary>
/// <param name="messages">The original messages.</param>
internal sealed class TreeMutations(IEnumerable<byte[]> messages)
{
    private readonly XDocument[] trees = [.. messages.Select(message => XDocument.Load(new MemoryStream(message)))];

    /// <summary>Creates a mutated message in UTF-8.</summary>
    public byte[] Create(int seed)
    {
        var random = new Random(seed);
        var tree = new XDocument(trees[random.Next(trees.Length)]);
        for (var times = random.Next(1, 12); times > 0; times--)
        {
            Mutate(tree, random);
        }

        return Encoding.UTF8.GetBytes(tree.ToString(random.Next(2) == 0 ? SaveOptions.None : SaveOptions.DisableFormatting));
    }

    private void Mutate(XDocument tree, Random random)
    {
        var elements = tree.Descendants().ToArray();
        var element = elements[random.Next(elements.Length)];
        var other = elements[random.Next(elements.Length)];
        switch (random.Next(11))
        {
            case 0 when element.Parent is not null:
                element.Remove();
                break;
            case 1:
                element.AddAfterSelf(element.Parent is null ? new XComment("duplicate") : new XElement(element));
                break;
            case 2:
                other.Add(new XElement(element));
                break;
            case 3:
                element.Name = element.Name.Namespace + other.Name.LocalName;
                break;
            case 4 when element.Parent is { } parent:
                element.Remove();
                parent.AddFirst(element);
                break;
            case 5:
                var guests = trees[random.Next(trees.Length)].Descendants().ToArray();
                element.Add(new XElement(guests[random.Next(guests.Length)]));
                break;
            case 6:
                element.SetAttributeValue(AnyAttribute(elements, random), Text(random));
                break;
            case 7:
                var (name, text) = (AnyAttribute(elements, random), Text(random));
                foreach (var attribute in elements.Attributes(name))
                {
                    attribute.SetValue(text);
                }

                break;
            case 8:
                element.Value = Text(random);
                break;
            default:
                var attributes = element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && random.Next(3) == 0);
                foreach (var attribute in attributes.ToArray())
                {
                    attribute.SetValue(Text(random));
                }

                break;
        }
    }

    private static XName AnyAttribute(XElement[] elements, Random random) =>
        elements[random.Next(elements.Length)].Attributes().FirstOrDefault(attribute => !attribute.IsNamespaceDeclaration)?.Name
            ?? "Amount";

    // XML does not allow NUL; Mutations covers it.
    private static string Text(Random random) => MutationValues.Pick(random).Replace("\0", "", StringComparison.Ordinal);
}
