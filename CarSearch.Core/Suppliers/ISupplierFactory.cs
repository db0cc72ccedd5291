namespace CarSearch.Suppliers;

/// <summary>
/// Creates the suppliers of one kind from objects of the list <c>CarSearch:Suppliers</c>. A new kind is a class of this interface and
/// <c>services.AddSingleton&lt;ISupplierFactory, YourFactory&gt;()</c> in each host.
/// </summary>
public interface ISupplierFactory
{
    /// <summary>The name of the kind: the value of <c>Kind</c>.</summary>
    string Kind { get; }

    /// <summary>The names of sections below <c>CarSearch</c> that all suppliers of this kind share; none unless implemented.</summary>
    IEnumerable<string> SharedSections => [];

    /// <summary>Creates the suppliers that one object of the list describes: one, as a rule.</summary>
    /// <param name="settings">The object. Report what is wrong with it there instead of throwing, so that a start names all wrong settings at once.</param>
    /// <returns>The suppliers; none if a setting is wrong.</returns>
    IEnumerable<ISupplier> Create(SupplierSettings settings);
}
